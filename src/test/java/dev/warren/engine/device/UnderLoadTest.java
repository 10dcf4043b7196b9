package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.conn.Endpoint;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Denial of service (whitepaper §5.3): who has to prove where it is, and when.
class UnderLoadTest {
    private static final Endpoint STRANGER = DevicePair.endpoint("203.0.113.66", 666);

    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void without_load_nobody_gets_a_cookie() {
        pair.aliceSends("hello");
        pair.pump();
        assertEquals(0, pair.network.count(datagram -> datagram.type() == 3));
        assertEquals(List.of("hello"), pair.bob.received());
    }

    @Test
    void under_load_an_initiation_is_answered_with_a_cookie_and_the_next_one_bears_it() {
        load();
        pair.aliceSends("hello");
        pair.pump();
        Datagram cookie = pair.network.sent(pair::isFromBob).getFirst();
        assertEquals(3, cookie.type());
        assertEquals(64, cookie.length());
        assertNull(pair.bob.peer(pair.alice).keypairs().next());
        pair.advanceSeconds(4.5);
        load();
        pair.advanceSeconds(0.4);
        load();
        pair.advanceSeconds(0.5);
        List<Datagram> initiations = pair.network.sent(datagram -> pair.isFromAlice(datagram) && datagram.type() == 1);
        assertArrayEquals(new byte[16], mac2(initiations.getFirst()));
        assertFalse(Arrays.equals(new byte[16], mac2(initiations.get(1))));
        assertEquals(List.of("hello"), pair.bob.received());
    }

    @Test
    void load_is_over_a_second_after_it_ended() {
        load();
        pair.advanceSeconds(1.1);
        pair.aliceSends("hello");
        pair.pump();
        assertEquals(List.of("hello"), pair.bob.received());
    }

    @Test
    void a_cookie_is_bound_to_the_port() {
        assertEquals(
                3, answerAfterMove(DevicePair.endpoint("192.0.2.1", 40_000)).type());
    }

    @Test
    void a_cookie_is_bound_to_the_address() {
        assertEquals(
                3, answerAfterMove(DevicePair.endpoint("192.0.2.77", 51_820)).type());
    }

    @Test
    void a_cookie_is_good_where_it_was_given() {
        assertEquals(2, answerAfterMove(pair.alice.endpoint()).type());
    }

    /// What Bob answers, under load, to an initiation with a cookie that he gave to Alice's usual place.
    private Datagram answerAfterMove(Endpoint elsewhere) {
        load();
        pair.aliceSends("hello");
        pair.pump();
        pair.network.losing(datagram -> datagram.type() == 1);
        pair.advanceSeconds(5.4);
        Datagram withCookie =
                pair.network.sent(datagram -> datagram.type() == 1).getLast();
        load();
        pair.network.forget();
        pair.network.inject(withCookie.from(elsewhere));
        pair.pump();
        return pair.network.sent(pair::isFromBob).getFirst();
    }

    @Test
    void a_cookie_reply_does_not_move_the_endpoint() {
        pair.network.eavesdropper(
                (datagram, onward) -> onward.accept(datagram.type() == 3 ? datagram.from(STRANGER) : datagram));
        Endpoint known = pair.alice.peer(pair.bob).endpoint();
        load();
        pair.aliceSends("hello");
        pair.pump();
        assertEquals(1, pair.network.count(datagram -> datagram.type() == 3));
        assertEquals(0, pair.alice.dropped(Drop.COOKIE_REPLY_INVALID));
        assertEquals(known, pair.alice.peer(pair.bob).endpoint());
    }

    @Test
    void a_cookie_reply_that_nobody_asked_for_is_dropped() {
        load();
        pair.aliceSends("hello");
        pair.pump();
        Datagram cookie = pair.network.sent(datagram -> datagram.type() == 3).getFirst();
        pair.network.inject(cookie);
        pair.network.inject(cookie.damaged(40));
        pair.network.inject(cookie.damaged(5));
        pair.pump();
        assertEquals(3, pair.alice.dropped(Drop.COOKIE_REPLY_INVALID));
    }

    @Test
    void under_load_one_source_may_not_crowd_the_others_out() {
        load();
        pair.aliceSends("hello");
        pair.pump();
        pair.network.losing(datagram -> datagram.type() == 1);
        pair.advanceSeconds(5.4);
        Datagram withCookie =
                pair.network.sent(datagram -> datagram.type() == 1).getLast();
        load();
        for (int i = 0; i < 50; i++) {
            pair.network.inject(withCookie);
        }
        pair.pump();
        assertTrue(pair.bob.dropped(Drop.RATE_LIMITED) >= 44);
        assertTrue(pair.bob.dropped(Drop.INITIATION_REPLAYED) <= 5);
    }

    @Test
    void a_queue_that_is_full_drops_and_what_is_connected_goes_on() {
        pair.connected();
        flood(2000);
        pair.bob.pumpData();
        while (pair.network.deliver()) {
            pair.bob.pumpData();
        }
        for (int i = 0; i < 600; i++) {
            pair.bob.pumpData();
        }
        assertTrue(pair.bob.dropped(Drop.HANDSHAKE_QUEUE_FULL) >= 2000 - 1024);
        pair.aliceSends("through the flood");
        pair.pump();
        assertEquals(List.of("through the flood"), pair.bob.received());
    }

    /// Fills Bob's queue with messages that only load it: their mac1 is wrong.
    private void load() {
        flood(200);
        pair.network.deliver();
        for (int i = 0; i < 100; i++) {
            pair.bob.pumpData();
        }
        pair.bob.pump();
    }

    private void flood(int messages) {
        byte[] initiation = new byte[148];
        initiation[0] = 1;
        for (int i = 0; i < messages; i++) {
            pair.network.inject(new Datagram(STRANGER, pair.bob.endpoint(), 0, initiation));
        }
    }

    private static byte[] mac2(Datagram initiation) {
        return Arrays.copyOfRange(initiation.bytes(), 132, 148);
    }
}
