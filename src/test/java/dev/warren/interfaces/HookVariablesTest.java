package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.IpPrefix;
import org.junit.jupiter.api.Test;

class HookVariablesTest {

    private static final HookVariables WG0 = HookVariables.of(
            "wg0", 51820, IpPrefix.parse("10.8.0.1/24"), IpPrefix.parse("fd00:8::1/64"), "eth0", 51821);

    @Test
    void a_hook_as_wg_easy_has_it_is_filled_in() {
        assertEquals(
                "iptables -t nat -A POSTROUTING -s 10.8.0.0/24 -o eth0 -j MASQUERADE; iptables -A INPUT -p udp --dport"
                        + " 51820 -j ACCEPT; ip6tables -A FORWARD -i wg0 -s fd00:8::/64 -j ACCEPT; echo 51821",
                WG0.fill("iptables -t nat -A POSTROUTING -s {{ipv4Cidr}} -o {{device}} -j MASQUERADE; iptables -A INPUT"
                        + " -p udp --dport {{port}} -j ACCEPT; ip6tables -A FORWARD -i {{interface}} -s {{ipv6Cidr}} -j"
                        + " ACCEPT; echo {{uiPort}}"));
    }

    @Test
    void spaces_within_the_braces_and_the_name_of_wg_quick_are_understood() {
        assertEquals("wg0 wg0", WG0.fill("{{ interface }} %i"));
    }

    @Test
    void what_there_is_not_is_empty() {
        assertEquals(
                "[]",
                HookVariables.of("wg0", 1, IpPrefix.parse("10.8.0.1/24"), null, "", 1)
                        .fill("[{{ipv6Cidr}}]"));
    }

    @Test
    void a_variable_that_nobody_knows_is_refused_with_those_that_there_are() {
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> HookVariables.requireKnown("echo {{interfaces}}"));

        assertTrue(
                refusal.getMessage().startsWith("There is no {{interfaces}}, only {{device}}, {{interface}}"),
                refusal.getMessage());
    }
}
