package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
    private static final long MILLISECOND = 1_000_000;

    private final RateLimiter limiter = new RateLimiter();

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
    void five_at_once_then_one_every_50_milliseconds(String address) {
        byte[] source = bytes(address);
        for (int i = 0; i < 5; i++) {
            assertTrue(limiter.allow(source, 0));
        }
        assertFalse(limiter.allow(source, 0));
        assertFalse(limiter.allow(source, 50 * MILLISECOND - 1));
        assertTrue(limiter.allow(source, 50 * MILLISECOND));
        assertFalse(limiter.allow(source, 50 * MILLISECOND));
        assertTrue(limiter.allow(source, 150 * MILLISECOND));
        assertTrue(limiter.allow(source, 150 * MILLISECOND));
        assertFalse(limiter.allow(source, 150 * MILLISECOND));
    }

    @Test
    void a_long_rest_gives_five_again_and_no_more() {
        byte[] source = bytes("192.0.2.7");
        for (int i = 0; i < 6; i++) {
            limiter.allow(source, 0);
        }
        for (int i = 0; i < 5; i++) {
            assertTrue(limiter.allow(source, 3_600_000 * MILLISECOND));
        }
        assertFalse(limiter.allow(source, 3_600_000 * MILLISECOND));
    }

    @Test
    void a_source_that_never_rests_gets_20_a_second() {
        byte[] source = bytes("192.0.2.7");
        int allowed = 0;
        for (int millisecond = 0; millisecond < 10_000; millisecond++) {
            allowed += limiter.allow(source, millisecond * MILLISECOND) ? 1 : 0;
        }
        assertEquals(5 + 199, allowed);
    }

    @Test
    void ipv4_addresses_are_counted_each_by_itself() {
        exhaust("192.0.2.7");
        assertTrue(limiter.allow(bytes("192.0.2.8"), 0));
    }

    @Test
    void an_ipv6_network_of_64_bits_is_one_source() {
        exhaust("2001:db8:0:1::1");
        assertFalse(limiter.allow(bytes("2001:db8:0:1:ffff:ffff:ffff:ffff"), 0));
        assertTrue(limiter.allow(bytes("2001:db8:0:2::1"), 0));
    }

    @Test
    void an_ipv4_address_is_not_an_ipv6_network() {
        exhaust("0.0.0.5");
        byte[] network = ByteBuffer.allocate(16).putLong(5).array();
        assertTrue(limiter.allow(network, 0));
    }

    @Test
    void sources_that_rest_are_forgotten() {
        for (int i = 0; i < 1000; i++) {
            limiter.allow(ByteBuffer.allocate(4).putInt(i).array(), i * MILLISECOND);
        }
        assertTrue(limiter.sources() <= 251, () -> limiter.sources() + " sources");
    }

    @Test
    void a_flood_from_everywhere_shuts_newcomers_out_but_not_for_long() {
        RateLimiter small = new RateLimiter(10);
        for (int i = 0; i < 1000; i++) {
            assertEquals(i < 10, small.allow(ByteBuffer.allocate(4).putInt(i).array(), 0));
        }
        assertEquals(10, small.sources());
        assertTrue(small.allow(ByteBuffer.allocate(4).putInt(3).array(), 0), "who is known is still served");
        assertFalse(small.allow(bytes("192.0.2.7"), 250 * MILLISECOND - 1));
        assertTrue(small.allow(bytes("192.0.2.7"), 250 * MILLISECOND));
    }

    private void exhaust(String address) {
        for (int i = 0; i < 5; i++) {
            assertTrue(limiter.allow(bytes(address), 0));
        }
        assertFalse(limiter.allow(bytes(address), 0));
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError("It is a literal address", e);
        }
    }
}
