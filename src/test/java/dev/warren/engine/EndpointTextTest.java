package dev.warren.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTextTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1:51820,192.0.2.1,51820",
        "[2001:db8::1]:1,2001:db8::1,1",
        "[::ffff:192.0.2.1]:65535,192.0.2.1,65535"
    })
    void an_address_is_known_at_once(String text, String address, int port) {
        assertEquals(new InetSocketAddress(InetAddress.ofLiteral(address), port), EndpointText.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "vpn.example.com:51820,vpn.example.com",
        "localhost:51820,localhost",
        "vpn.example.com.:51820,vpn.example.com",
        "büro.example:51820,xn--bro-hoa.example",
        "1.example:51820,1.example",
        "my_router.lan:51820,my_router.lan"
    })
    void a_name_stays_a_name(String text, String name) {
        InetSocketAddress endpoint = EndpointText.parse(text);
        assertTrue(endpoint.isUnresolved());
        assertEquals(name, endpoint.getHostString());
        assertEquals(51820, endpoint.getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":51820",
                "vpn.example.com",
                "vpn.example.com:",
                "vpn.example.com:0",
                "vpn.example.com:65536",
                "vpn.example.com:+80",
                "vpn.example.com:8a",
                "10:51820",
                "10.1:51820",
                "10.1.1.256:51820",
                "0x7f000001:51820",
                "2001:db8::1:51820",
                "[2001:db8::1:51820",
                "[vpn.example.com]:51820",
                "vpn example:51820",
                "-vpn.example:51820",
                "vpn..example:51820",
                ".example:51820",
                "vpn.example..:51820",
                "vpn/example:51820"
            })
    void what_is_neither_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> EndpointText.parse(text));
    }

    @Test
    void a_name_longer_than_any_is_refused() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));
        assertEquals(longest, EndpointText.parse(longest + ":1").getHostString());
        assertThrows(IllegalArgumentException.class, () -> EndpointText.parse(longest + "a:1"));
        assertThrows(IllegalArgumentException.class, () -> EndpointText.parse("a" + label + ".example:1"));
    }
}
