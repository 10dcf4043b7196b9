package dev.warren.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a name is asked for, and which of its addresses is taken.
class NamedEndpointTest {
    private static final long SECOND = 1_000_000_000L;
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("2001:db8::2");
    private static final InetAddress OTHER = InetAddress.ofLiteral("198.51.100.9");

    private final NamedEndpoint name = new NamedEndpoint(InetSocketAddress.createUnresolved("vpn.example.com", 51820));

    private static InetSocketAddress at(InetAddress address) {
        return new InetSocketAddress(address, 51820);
    }

    @Test
    void a_new_name_is_asked_for_at_once_even_if_the_peer_is_connected() {
        assertEquals(0, name.rest(100 * SECOND, 101 * SECOND));
    }

    @Test
    void a_peer_that_is_connected_is_left_alone_until_its_handshake_is_135_seconds_old() {
        name.answered();
        assertEquals(135 * SECOND, name.rest(100 * SECOND, 100 * SECOND));
        assertEquals(1, name.rest(100 * SECOND, 235 * SECOND - 1));
        assertEquals(0, name.rest(100 * SECOND, 235 * SECOND));
    }

    @Test
    void a_peer_that_never_connected_is_asked_for_again() {
        name.answered();
        assertEquals(0, name.rest(Long.MIN_VALUE, 5));
    }

    @Test
    void while_nothing_helps_it_is_asked_for_ever_less_often_down_to_every_30_seconds() {
        assertEquals(10 * SECOND, name.answered());
        assertEquals(20 * SECOND, name.answered());
        assertEquals(30 * SECOND, name.answered());
        assertEquals(30 * SECOND, name.answered());
    }

    @Test
    void after_a_handshake_it_is_asked_for_as_soon_as_at_the_beginning() {
        name.answered();
        name.answered();
        name.rest(100 * SECOND, 101 * SECOND);
        assertEquals(10 * SECOND, name.answered());
    }

    @Test
    void a_resolver_that_fails_is_asked_ever_less_often_down_to_every_minute() {
        for (long seconds : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            assertEquals(seconds * SECOND, name.failed());
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(60 * SECOND, name.failed());
        }
        assertTrue(name.isFailing());
        name.answered();
        assertFalse(name.isFailing());
        assertEquals(SECOND, name.failed());
    }

    @Test
    void the_first_answer_is_taken_when_nothing_was_known() {
        assertEquals(at(TWO), name.choose(List.of(TWO, ONE), null, false));
    }

    @Test
    void an_address_that_is_still_among_the_answers_is_kept() {
        assertNull(name.choose(List.of(TWO, ONE), at(ONE), false));
        assertNull(name.choose(List.of(ONE), at(ONE), true));
    }

    @Test
    void an_address_that_was_tried_in_vain_gives_way_to_the_next() {
        assertEquals(at(TWO), name.choose(List.of(ONE, TWO), at(ONE), true));
        assertEquals(at(ONE), name.choose(List.of(ONE, TWO), at(TWO), true));
    }

    @Test
    void an_address_that_is_no_longer_among_the_answers_is_left() {
        assertEquals(at(ONE), name.choose(List.of(ONE, TWO), at(OTHER), false));
    }

    @Test
    void another_port_is_another_endpoint() {
        assertEquals(at(ONE), name.choose(List.of(ONE), new InetSocketAddress(ONE, 9), false));
    }
}
