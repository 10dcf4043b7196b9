package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LegacyTablesTest {

    private static final String REJECTING = """
            -P INPUT ACCEPT
            -P FORWARD ACCEPT
            -P OUTPUT ACCEPT
            -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A FORWARD -i wg1 -j ACCEPT
            -A FORWARD -i tun+ -o eth0 -j ACCEPT
            -A FORWARD -j REJECT --reject-with icmp-host-prohibited
            """;

    @Test
    void a_policy_or_a_last_rule_drops_what_nothing_accepts() {
        assertTrue(LegacyTables.isDropping(REJECTING));
        assertTrue(LegacyTables.isDropping("-P FORWARD DROP\n"));
        assertFalse(LegacyTables.isDropping("-P INPUT DROP\n-P FORWARD ACCEPT\n-A FORWARD -s 10.0.0.0/8 -j DROP\n"));
        assertFalse(LegacyTables.isDropping(""));
    }

    @Test
    void a_rule_that_accepts_the_interface_is_enough() {
        assertTrue(LegacyTables.accepts(REJECTING, "wg1"));
        assertTrue(LegacyTables.accepts(REJECTING, "tun7"));
        assertFalse(LegacyTables.accepts(REJECTING, "wg0"));
        assertFalse(LegacyTables.accepts("-A FORWARD -i wg0 -j DROP\n-A FORWARD -o wg0 -j ACCEPT\n", "wg0"));
    }
}
