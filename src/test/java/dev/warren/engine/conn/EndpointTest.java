package dev.warren.engine.conn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "255.255.255.255", "2001:db8:0:0:0:0:0:1", "ffff:0:0:0:8000:0:0:0"})
    void an_address_survives_the_way_in_and_out(String ip) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(ip), 51820);
        Endpoint endpoint = Endpoint.of(address);
        assertEquals(address, endpoint.address());
        assertEquals(ip.contains(":") ? "[" + ip + "]:51820" : ip + ":51820", endpoint.toString());
        assertEquals(endpoint, Endpoint.of(address));
        assertEquals(endpoint.hashCode(), Endpoint.of(address).hashCode());
    }

    @Test
    void a_link_local_address_keeps_its_scope_and_another_one_has_none() throws Exception {
        byte[] linkLocal = HexFormat.of().parseHex("fe800000000000000000000000000001");
        Endpoint local = Endpoint.of(new InetSocketAddress(Inet6Address.getByAddress(null, linkLocal, 3), 1));
        assertEquals(3, ((Inet6Address) local.address().getAddress()).getScopeId());
        assertEquals("[fe80:0:0:0:0:0:0:1%3]:1", local.toString());
        assertNotEquals(local, Endpoint.of(new InetSocketAddress(Inet6Address.getByAddress(null, linkLocal, 4), 1)));

        byte[] global = HexFormat.of().parseHex("20010db8000000000000000000000001");
        Endpoint scoped = Endpoint.of(new InetSocketAddress(Inet6Address.getByAddress(null, global, 3), 1));
        assertEquals(Endpoint.of(new InetSocketAddress("2001:db8::1", 1)), scoped);
    }

    @Test
    void an_ipv4_address_in_ipv6_form_is_ipv4() {
        assertEquals(
                Endpoint.of(new InetSocketAddress("192.0.2.1", 7)),
                Endpoint.of(new InetSocketAddress("::ffff:192.0.2.1", 7)));
        assertNotEquals(
                Endpoint.of(new InetSocketAddress("192.0.2.1", 7)),
                Endpoint.of(new InetSocketAddress("::c000:201", 7)));
    }

    @Test
    void the_source_comes_and_goes_without_changing_the_remote() throws Exception {
        Endpoint plain = Endpoint.of(new InetSocketAddress("192.0.2.1", 7));
        Endpoint sourced = plain.withSource(InetAddress.ofLiteral("198.51.100.9"), 2);
        assertFalse(plain.hasSource());
        assertTrue(sourced.hasSource());
        assertEquals(InetAddress.ofLiteral("198.51.100.9"), sourced.source());
        assertEquals(2, sourced.sourceInterface());
        assertNotEquals(plain, sourced);
        assertTrue(plain.equalsRemote(sourced));
        assertEquals(plain, sourced.withoutSource());
        assertSame(plain, plain.withoutSource());
        assertThrows(IllegalStateException.class, plain::source);
        assertThrows(IllegalArgumentException.class, () -> plain.withSource(InetAddress.ofLiteral("::1"), 2));
    }

    @Test
    void the_cookie_is_over_address_and_port_in_network_order() {
        assertArrayEquals(
                HexFormat.of().parseHex("c0000201ca6c"),
                Endpoint.of(new InetSocketAddress("192.0.2.1", 51820)).cookieSource());
        assertArrayEquals(
                HexFormat.of().parseHex("20010db8000000000000000000000001ca6c"),
                Endpoint.of(new InetSocketAddress("2001:db8::1", 51820)).cookieSource());
    }

    @Test
    void a_name_that_was_not_resolved_and_port_zero_are_refused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Endpoint.of(InetSocketAddress.createUnresolved("vpn.example", 51820)));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.of(new InetSocketAddress("192.0.2.1", 0)));
    }
}
