package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "vpn.example.org, vpn.example.org:51820",
        "vpn.example.org:1194, vpn.example.org:1194",
        "203.0.113.7, 203.0.113.7:51820",
        "2001:db8::7, [2001:db8::7]:51820",
        "[2001:DB8::7]:1194, [2001:db8::7]:1194",
        "localhost, localhost:51820"
    })
    void a_configuration_has_host_and_port(String text, String written) {
        assertEquals(written, PublicEndpoint.parse(text).withPort(51820));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "not a host", "vpn.example.org:0", "vpn.example.org:65536", "vpn.example.org:http",
                        "-a.example",
                "256.1.1.1", "1.2.3", "[fd00::1", "[vpn.example.org]:1", "a..b", "vpn.example.org:1:2", "x\ny"
            })
    void what_is_no_endpoint_is_refused_with_its_text(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> PublicEndpoint.parse(text));
        assertTrue(refusal.getMessage().startsWith("“"), refusal.getMessage());
    }
}
