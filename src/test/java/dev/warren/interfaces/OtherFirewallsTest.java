package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.interfaces.OtherFirewalls.Chain;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherFirewallsTest {

    private static final Chain FORWARD = new Chain("ip", "filter", "FORWARD");

    @Test
    void chains_that_drop_what_is_handed_on_are_found_and_warrens_own_is_not_one() throws Exception {
        String json = """
                {"nftables": [{"metainfo": {"version": "1.1.3"}},
                  {"chain": {"family": "ip", "table": "filter", "name": "FORWARD", "handle": 2, "type": "filter",
                             "hook": "forward", "prio": 0, "policy": "drop"}},
                  {"chain": {"family": "ip", "table": "filter", "name": "INPUT", "handle": 1, "type": "filter",
                             "hook": "input", "prio": 0, "policy": "drop"}},
                  {"chain": {"family": "ip6", "table": "filter", "name": "FORWARD", "handle": 2, "type": "filter",
                             "hook": "forward", "prio": 0, "policy": "accept"}},
                  {"chain": {"family": "bridge", "table": "b", "name": "forward", "handle": 1, "type": "filter",
                             "hook": "forward", "prio": 0, "policy": "drop"}},
                  {"chain": {"family": "inet", "table": "warren", "name": "forward", "handle": 1, "type": "filter",
                             "hook": "forward", "prio": 0, "policy": "drop"}},
                  {"chain": {"family": "ip", "table": "filter", "name": "DOCKER-USER", "handle": 3}}]}
                """;

        assertEquals(List.of(FORWARD), OtherFirewalls.dropping(json));
    }

    @Test
    void a_rule_that_accepts_the_interface_by_name_or_pattern_is_enough() {
        assertTrue(OtherFirewalls.accepts("\tiifname \"wg0\" counter packets 0 bytes 0 accept\n", "wg0"));
        assertTrue(OtherFirewalls.accepts("\tiifname \"wg*\" accept\n", "wg1"));
        assertFalse(OtherFirewalls.accepts("\tiifname \"wg0\" drop\n", "wg0"));
        assertFalse(OtherFirewalls.accepts("\toifname \"wg0\" accept\n\tiifname \"docker0\" accept\n", "wg0"));
    }

    @Test
    void the_finding_names_the_table_and_what_to_do_about_it() {
        assertEquals(
                "Packets of wg0 to other networks are dropped by another firewall, in the chain FORWARD of the table ip"
                        + " filter: let them pass with “iptables -I DOCKER-USER -i wg0 -j ACCEPT” and “iptables -I"
                        + " DOCKER-USER -o wg0 -j ACCEPT”.",
                OtherFirewalls.finding(FORWARD, "chain DOCKER-USER {}", "wg0"));
        assertTrue(OtherFirewalls.finding(FORWARD, "chain ufw-user-forward {}", "wg0")
                .contains("ufw route allow in on wg0"));
        assertTrue(OtherFirewalls.finding(FORWARD, "", "wg0").contains("iptables -I FORWARD -i wg0"));
    }

    @Test
    void firewalld_refuses_by_its_last_rule_and_trusts_by_a_chain_of_a_zone() throws Exception {
        var chain = new Chain("inet", "firewalld", "filter_FORWARD");
        String table = """
                table inet firewalld { # progname firewalld
                	chain filter_FORWARD {
                		type filter hook forward priority filter + 10; policy accept;
                		ct state { established, related } accept
                		iifname "wg1" goto filter_FWD_trusted
                		iifname "wg2" goto filter_FWD_public
                		ct state invalid drop
                		reject with icmpx admin-prohibited
                	}
                	chain filter_FWD_trusted {
                		jump filter_FWD_trusted_allow
                		counter packets 0 bytes 0 accept
                	}
                	chain filter_FWD_public {
                		jump filter_FWD_public_allow
                		ip saddr 192.0.2.0/24 accept
                	}
                }
                """;
        String json = """
                {"nftables": [{"chain": {"family": "inet", "table": "firewalld", "name": "filter_FORWARD",
                  "hook": "forward", "policy": "accept"}}]}
                """;

        assertEquals(List.of(), OtherFirewalls.dropping(json));
        assertEquals(List.of(chain), OtherFirewalls.accepting(json));
        assertTrue(OtherFirewalls.endsInRefusal(table.substring(0, table.indexOf("chain filter_FWD_trusted"))));
        assertFalse(OtherFirewalls.endsInRefusal("chain FORWARD {\n\ttype filter hook forward;\n\taccept\n}"));
        assertFalse(OtherFirewalls.endsInRefusal("chain FORWARD {\n\tiifname \"a\" drop\n}"));
        assertTrue(OtherFirewalls.accepts(table, "wg1"));
        assertFalse(OtherFirewalls.accepts(table, "wg2"));
        assertFalse(OtherFirewalls.accepts(table, "wg0"));
        assertTrue(OtherFirewalls.finding(chain, table, "wg0").contains("firewall-cmd --permanent --zone=trusted"));
    }
}
