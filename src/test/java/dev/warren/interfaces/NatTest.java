package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.IpPrefix;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NatTest {

    private static final Nat.Rule WG0 =
            new Nat.Rule("wg0", IpPrefix.parse("10.8.0.1/24"), IpPrefix.parse("fd00::1/64"), null, false);
    private static final Nat.Rule WG1 = new Nat.Rule("wg1", IpPrefix.parse("10.9.0.1/24"), null, "eth0", true);
    private static final Forwarding.State OFF_ON = new Forwarding.State(false, true);

    @Test
    void packets_of_both_families_leave_under_the_hosts_address_by_any_device_but_the_tunnels() {
        String script = Nat.script(List.of(WG0, WG1), OFF_ON);

        assertTrue(script.contains("ip saddr 10.8.0.0/24 oifname != { \"wg0\", \"wg1\" } masquerade"), script);
        assertTrue(script.contains("ip6 saddr fd00::/64 oifname != { \"wg0\", \"wg1\" } masquerade"), script);
    }

    @Test
    void a_chosen_device_is_the_only_way_out() {
        String script = Nat.script(List.of(WG0, WG1), OFF_ON);

        assertTrue(script.contains("ip saddr 10.9.0.0/24 oifname \"eth0\" masquerade"), script);
    }

    @Test
    void packets_of_an_isolated_interface_do_not_go_back_into_it() {
        String script = Nat.script(List.of(WG0, WG1), OFF_ON);

        assertTrue(script.contains("iifname \"wg1\" oifname \"wg1\" drop"), script);
        assertFalse(script.contains("iifname \"wg0\""), script);
    }

    @Test
    void the_table_is_replaced_in_one_transaction_even_if_it_was_not_there() {
        String script = Nat.script(List.of(WG0), OFF_ON);

        assertTrue(script.startsWith("table inet warren\ndelete table inet warren\ntable inet warren {"), script);
    }

    @Test
    void the_table_remembers_how_forwarding_stood() {
        assertEquals(Optional.of(OFF_ON), Nat.stateBefore(Nat.script(List.of(), OFF_ON)));
        assertEquals(Optional.empty(), Nat.stateBefore("table inet warren {}"));
    }
}
