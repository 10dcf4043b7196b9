package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", " 192.0.2.7 ", "2001:db8::/32"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # connection  | X-Forwarded-For                     | client
            203.0.113.9   | none                                | 203.0.113.9
            203.0.113.9   | 198.51.100.1                        | 203.0.113.9
            10.1.2.3      | none                                | 10.1.2.3
            10.1.2.3      | 198.51.100.1                        | 198.51.100.1
            10.1.2.3      | 1.1.1.1, 198.51.100.1               | 198.51.100.1
            10.1.2.3      | 1.1.1.1, 198.51.100.1, 192.0.2.7    | 198.51.100.1
            10.1.2.3      | 10.9.9.9                            | 10.9.9.9
            10.1.2.3      | nonsense                            | 10.1.2.3
            10.1.2.3      | 198.51.100.1, nonsense, 10.0.0.2    | 10.0.0.2
            10.1.2.3      | 198.51.100.1:4711                   | 198.51.100.1
            2001:db8::1   | [2001:db9::5]:4711                  | 2001:db9:0:0:0:0:0:5
            """)
    void the_client_is_the_nearest_address_that_is_no_trusted_proxy(String peer, String forwarded, String client)
            throws UnknownHostException {
        assertEquals(
                client, proxies.client(InetAddress.getByName(peer), forwarded).getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "", "2001:db8::/129"})
    void what_is_no_address_and_no_range_is_refused_by_name(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> new TrustedProxies(List.of(text)));
        assertTrue(e.getMessage().contains("“" + text), e.getMessage());
    }

    @Test
    void an_empty_list_trusts_nobody() throws UnknownHostException {
        var peer = InetAddress.getLoopbackAddress();
        assertEquals(peer, new TrustedProxies(List.of()).client(peer, "198.51.100.1"));
    }
}
