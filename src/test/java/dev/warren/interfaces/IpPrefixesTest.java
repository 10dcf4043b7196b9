package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixesTest {

    @Test
    void host_bits_are_cleared_and_repetitions_dropped() {
        assertEquals(
                "10.0.0.0/8, fd00::/64, 192.0.2.1/32",
                IpPrefixes.parse("10.1.2.3/8, fd00::5/64 10.9.9.9/8,192.0.2.1").toString());
    }

    @Test
    void nothing_is_an_empty_list() {
        assertTrue(IpPrefixes.parse("  ").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "10.0.0.0/33", "fd00::/129", "10.0.0.0/", "10.0.0.0/08", "1.2.3.4.5/8", "example.org"})
    void what_is_no_network_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> IpPrefixes.parse(text));
    }

    @Test
    void a_refusal_quotes_at_most_one_short_line() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> IpPrefixes.parse("x".repeat(5_000)));
        assertTrue(refusal.getMessage().length() < 120, refusal.getMessage());
    }
}
