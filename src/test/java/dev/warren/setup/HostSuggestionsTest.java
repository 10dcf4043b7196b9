package dev.warren.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostSuggestionsTest {

    @ParameterizedTest
    @CsvSource({
        "vpn.example.org:51821, vpn.example.org",
        "vpn.example.org, vpn.example.org",
        "198.51.100.7:51821, 198.51.100.7",
        "[2001:db8::7]:51821, 2001:db8::7",
        "[2001:db8::7], 2001:db8::7"
    })
    void what_the_visitor_typed_comes_first(String authority, String host) {
        assertEquals(List.of(host), HostSuggestions.typed(authority).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:51821", "127.0.0.1", "[::1]:51821", "warren.localhost", "", "null"})
    void what_only_works_on_this_machine_is_no_suggestion(String authority) {
        assertEquals(List.of(), HostSuggestions.typed(authority).toList());
    }
}
