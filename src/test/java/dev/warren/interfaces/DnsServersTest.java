package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsServersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1.1.1,2606:4700:4700:0::1111|1.1.1.1, 2606:4700:4700::1111",
                "9.9.9.9  lan.example|9.9.9.9, lan.example"
            })
    void addresses_and_search_domains_are_kept_in_their_order(String text, String written) {
        assertEquals(written, DnsServers.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a dns server!", "1.1.1", "1.1.1.1.1", "fd00:::1", "a_b-.example", "1.1.1.1/32"})
    void what_is_neither_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> DnsServers.parse(text));
    }
}
