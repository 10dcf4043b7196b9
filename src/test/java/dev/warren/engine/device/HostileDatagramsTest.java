package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.ReceiveBatch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What somebody on the path who has no key can't do.
class HostileDatagramsTest {
    private static final Endpoint STRANGER = DevicePair.endpoint("203.0.113.66", 666);

    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void datagrams_of_every_length_and_type_stop_nothing_and_are_not_answered() {
        pair.connected();
        Random random = new Random(7);
        for (int type = 0; type < 6; type++) {
            for (int length = 0; length < 200; length++) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                if (length >= 4) {
                    bytes[0] = (byte) type;
                    bytes[1] = 0;
                    bytes[2] = 0;
                    bytes[3] = 0;
                }
                inject(bytes);
            }
        }
        pair.pump();
        assertEquals(List.of(), pair.network.sent);
        assertStillConnected();
    }

    @Test
    void the_largest_datagrams_stop_nothing() {
        pair.connected();
        for (int length : new int[] {1500, 9000, 65_507, ReceiveBatch.SLOT}) {
            byte[] bytes = new byte[length];
            for (int type = 0; type < 6; type++) {
                bytes[0] = (byte) type;
                inject(bytes);
            }
        }
        pair.pump();
        assertEquals(List.of(), pair.network.sent);
        assertStillConnected();
    }

    @Test
    void no_message_may_have_anything_in_its_reserved_bytes() {
        pair.aliceSends("hello");
        pair.pump();
        for (Datagram sent : pair.network.sent(datagram -> true)) {
            for (int reserved = 1; reserved < 4; reserved++) {
                pair.network.inject(sent.damaged(reserved));
            }
        }
        pair.pump();
        assertEquals(3, pair.alice.dropped(Drop.MALFORMED_MESSAGE));
        assertEquals(6, pair.bob.dropped(Drop.MALFORMED_MESSAGE));
    }

    @Test
    void handshake_messages_that_are_too_short_or_too_long_are_dropped() {
        pair.aliceSends("hello");
        pair.pump();
        long before = pair.bob.dropped(Drop.MALFORMED_MESSAGE);
        Datagram initiation = pair.network.sent.getFirst();
        pair.network.inject(initiation.truncated(147));
        pair.network.inject(initiation.truncated(149));
        pair.network.inject(initiation.truncated(3));
        pair.network.inject(initiation.truncated(4));
        pair.pump();
        assertEquals(before + 4, pair.bob.dropped(Drop.MALFORMED_MESSAGE));
    }

    @Test
    void an_empty_datagram_is_counted_and_does_no_harm() {
        pair.connected();
        inject(new byte[0]);
        pair.pump();
        assertEquals(1, pair.bob.dropped(Drop.MALFORMED_MESSAGE));
        assertStillConnected();
    }

    @Test
    void what_was_captured_does_nothing_a_second_time() {
        pair.connected();
        pair.aliceSends("once");
        pair.pump();
        Datagram captured = pair.network.sent.getLast();
        Endpoint known = pair.bob.peer(pair.alice).endpoint();
        for (int i = 0; i < 10; i++) {
            pair.network.inject(captured.from(STRANGER));
        }
        pair.pump();
        assertEquals(List.of("once"), pair.bob.received());
        assertEquals(10, pair.bob.dropped(Drop.REPLAYED));
        assertEquals(known, pair.bob.peer(pair.alice).endpoint());
    }

    @Test
    void a_transport_message_of_which_any_byte_was_changed_is_dropped() {
        pair.connected();
        pair.network.losing(datagram -> true);
        pair.aliceSends("intact");
        pair.pump();
        Datagram captured = pair.network.sent.getLast();
        for (int index = 0; index < captured.length(); index++) {
            pair.network.inject(captured.damaged(index).from(STRANGER));
        }
        pair.pump();
        assertEquals(List.of(), pair.bob.received());
        assertEquals(4, pair.bob.dropped(Drop.MALFORMED_MESSAGE));
        assertEquals(4, pair.bob.dropped(Drop.UNKNOWN_INDEX));
        assertEquals(captured.length() - 8, pair.bob.dropped(Drop.AUTHENTICATION_FAILED));
        assertEquals(
                pair.alice.endpoint().address(),
                pair.bob.peer(pair.alice).endpoint().address());
        pair.network.inject(captured);
        pair.pump();
        assertEquals(List.of("intact"), pair.bob.received());
    }

    @Test
    void a_forged_counter_does_not_move_the_window() {
        pair.connected();
        pair.aliceSends("one");
        pair.pump();
        byte[] forged = pair.network.sent.getLast().bytes().clone();
        forged[14] = 0x7f;
        pair.network.inject(pair.network.sent.getLast().bytes(forged));
        pair.aliceSends("two");
        pair.pump();
        assertEquals(List.of("one", "two"), pair.bob.received());
    }

    @Test
    void a_truncated_transport_message_is_dropped() {
        pair.connected();
        pair.aliceSends("whole");
        pair.pump();
        Datagram captured = pair.network.sent.getLast();
        for (int length = 1; length < captured.length(); length++) {
            pair.network.inject(captured.truncated(length));
        }
        pair.pump();
        assertEquals(List.of("whole"), pair.bob.received());
    }

    @Test
    void our_own_messages_sent_back_to_us_do_nothing() {
        pair.network.eavesdropper((datagram, onward) -> {
            onward.accept(datagram);
            onward.accept(new Datagram(datagram.to(), datagram.from(), datagram.trafficClass(), datagram.bytes()));
        });
        pair.aliceSends("hello");
        pair.pump();
        pair.bobSends("welcome");
        pair.pump();
        assertEquals(List.of("hello"), pair.bob.received());
        assertEquals(List.of("welcome"), pair.alice.received());
        assertEquals(4, pair.network.sent.size());
    }

    @Test
    void nobody_is_ever_answered_with_more_than_was_sent() {
        pair.connected();
        int queued = 0;
        for (int length : new int[] {32, 64, 92, 148}) {
            byte[] bytes = new byte[length];
            bytes[0] = (byte) (length == 148 ? 1 : length == 92 ? 2 : length == 64 ? 3 : 4);
            for (int i = 0; i < 300; i++) {
                inject(bytes);
                queued += length;
            }
        }
        pair.pump();
        assertTrue(pair.network.sent.stream().mapToInt(Datagram::length).sum() <= queued);
        assertStillConnected();
    }

    @Test
    void a_device_without_a_key_answers_nobody() {
        pair.bob.apply(new DeviceUpdate().privateKey(null));
        pair.aliceSends("hello");
        pair.advanceSeconds(20);
        assertEquals(0, pair.network.count(pair::isFromBob));
        assertNull(pair.alice.session(pair.bob));
    }

    private void inject(byte[] bytes) {
        pair.network.inject(new Datagram(STRANGER, pair.bob.endpoint(), 0, bytes));
    }

    private void assertStillConnected() {
        assertNotNull(pair.bob.session(pair.alice));
        pair.bob.tun.received.clear();
        pair.aliceSends("still here");
        pair.pump();
        assertEquals(List.of("still here"), pair.bob.received());
    }
}
