package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.key.PublicKey;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The handshake between two devices (whitepaper §5.4, §6.3), on an honest path and on others.
class HandshakeProtocolTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void one_packet_takes_one_handshake() {
        pair.aliceSends("hello");
        pair.pump();
        pair.bobSends("welcome");
        pair.pump();
        assertEquals(List.of("hello"), pair.bob.received());
        assertEquals(List.of("welcome"), pair.alice.received());
        assertEquals(
                List.of(148, 92, 80, 80),
                pair.network.sent.stream().map(Datagram::length).toList());
        assertEquals(List.of("handshake", "came"), pair.alice.events);
        assertEquals(1, pair.bob.count("handshake"));
        assertNotNull(pair.alice.peer(pair.bob).latestHandshake());
    }

    @Test
    void both_count_every_byte_of_every_message() {
        pair.aliceSends("hello");
        pair.pump();
        pair.bobSends("welcome");
        pair.pump();
        assertEquals(148 + 80, pair.alice.peer(pair.bob).transmitBytes());
        assertEquals(92 + 80, pair.alice.peer(pair.bob).receiveBytes());
        assertEquals(92 + 80, pair.bob.peer(pair.alice).transmitBytes());
        assertEquals(148 + 80, pair.bob.peer(pair.alice).receiveBytes());
    }

    @Test
    void the_responder_does_not_send_before_the_initiator_has() {
        pair.mutual();
        pair.network.losing(datagram -> datagram.type() == 4);
        pair.aliceSends("lost");
        pair.pump();
        assertNull(pair.bob.session(pair.alice));
        assertNotNull(pair.bob.peer(pair.alice).keypairs().next());
        pair.bobSends("too early");
        pair.pump();
        assertEquals(0, pair.network.count(datagram -> pair.isFromBob(datagram) && datagram.type() == 4));
        assertEquals(0, pair.bob.count("handshake"));
        pair.network.honest();
        pair.aliceSends("confirms");
        pair.pump();
        assertEquals(List.of("too early"), pair.alice.received());
        assertEquals(1, pair.bob.count("handshake"));
    }

    @Test
    void the_initiator_confirms_with_a_keepalive_when_it_has_nothing_to_send() {
        pair.alice.device.connect(pair.bob.publicKey(), pair.clock.now());
        pair.pump();
        assertEquals(
                List.of(148, 92, 32),
                pair.network.sent.stream().map(Datagram::length).toList());
        assertNotNull(pair.bob.session(pair.alice));
    }

    @Test
    void both_may_begin_at_the_same_moment() {
        pair.mutual();
        pair.aliceSends("from alice");
        pair.bobSends("from bob");
        pair.pump();
        assertEquals(List.of("from alice"), pair.bob.received());
        assertEquals(List.of("from bob"), pair.alice.received());
        pair.network.forget();
        for (int i = 0; i < 20; i++) {
            pair.aliceSends("a" + i);
            pair.bobSends("b" + i);
            pair.advanceSeconds(1);
        }
        assertEquals(21, pair.bob.received().size());
        assertEquals(21, pair.alice.received().size());
        assertEquals(0, pair.network.count(datagram -> datagram.type() < 4), "and nothing is left to settle");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void both_may_begin_at_once_and_their_messages_arrive_in_any_order(long seed) {
        pair.mutual();
        pair.aliceSends("from alice");
        pair.bobSends("from bob");
        new Weather(pair, seed).delay(1.0, 4.0).letFor(30);
        pair.network.honest();
        pair.aliceSends("again");
        pair.bobSends("again");
        pair.advanceSeconds(10);
        assertTrue(pair.bob.received().contains("again"));
        assertTrue(pair.alice.received().contains("again"));
    }

    @ParameterizedTest(name = "after {0} ms")
    @ValueSource(ints = {249, 251, 1000, 3000, 4900})
    void a_late_response_still_counts(int milliseconds) {
        List<Datagram> kept = new ArrayList<>();
        pair.network.eavesdropper((datagram, onward) -> {
            if (datagram.type() == 2) {
                kept.add(datagram);
            } else {
                onward.accept(datagram);
            }
        });
        pair.aliceSends("hello");
        pair.advance(milliseconds * 1_000_000L);
        pair.network.inject(kept.getFirst());
        pair.pump();
        assertEquals(List.of("hello"), pair.bob.received());
        assertEquals(1, pair.initiations(pair.alice));
    }

    @Test
    void a_response_to_an_initiation_that_was_given_up_does_not_count() {
        List<Datagram> kept = new ArrayList<>();
        pair.network.eavesdropper((datagram, onward) -> {
            if (datagram.type() == 2) {
                kept.add(datagram);
            } else {
                onward.accept(datagram);
            }
        });
        pair.aliceSends("hello");
        pair.advanceSeconds(5.4);
        assertEquals(2, pair.initiations(pair.alice));
        pair.network.inject(kept.getFirst());
        pair.pump();
        assertNull(pair.alice.session(pair.bob));
        assertEquals(1, pair.alice.dropped(Drop.RESPONSE_INVALID));
        pair.network.inject(kept.get(1));
        pair.pump();
        assertNotNull(pair.alice.session(pair.bob));
    }

    @Test
    void an_initiation_sent_again_by_somebody_else_is_not_answered() {
        pair.connected();
        pair.advanceSeconds(200);
        pair.network.forget();
        pair.aliceSends("rekey");
        pair.pump();
        Datagram initiation =
                pair.network.sent(datagram -> datagram.type() == 1).getFirst();
        pair.advanceSeconds(10);
        pair.network.forget();
        Endpoint known = pair.bob.peer(pair.alice).endpoint();
        pair.network.inject(initiation.from(DevicePair.endpoint("203.0.113.66", 666)));
        pair.pump();
        assertEquals(1, pair.bob.dropped(Drop.INITIATION_REPLAYED));
        assertEquals(List.of(), pair.network.sent);
        assertEquals(known, pair.bob.peer(pair.alice).endpoint());
    }

    @Test
    void a_replayed_initiation_is_refused_even_after_the_device_was_down() {
        pair.aliceSends("hello");
        pair.pump();
        Datagram initiation = pair.network.sent.getFirst();
        pair.bob.device.down();
        pair.bob.device.up();
        pair.advanceSeconds(1);
        pair.network.inject(initiation);
        pair.pump();
        assertEquals(1, pair.bob.dropped(Drop.INITIATION_REPLAYED));
    }

    @Test
    void a_wall_clock_that_is_set_back_does_not_lock_the_initiator_out() {
        pair.connected();
        pair.clock.step(Duration.ofDays(-400));
        pair.advanceSeconds(200);
        pair.aliceSends("after the step");
        pair.advanceSeconds(1);
        assertEquals(List.of("after the step"), pair.bob.received());
        assertEquals(0, pair.bob.dropped(Drop.INITIATION_REPLAYED));
    }

    @Test
    void a_peer_that_began_anew_is_let_in() {
        pair.connected();
        pair.advanceSeconds(1);
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).remove());
        pair.alice.apply(pair.bobsPeer().endpoint(pair.bob.endpoint()));
        pair.aliceSends("after a restart");
        pair.pump();
        assertEquals(List.of("after a restart"), pair.bob.received());
    }

    @Test
    void a_flood_of_initiations_by_a_peer_is_answered_once_in_twenty_milliseconds() {
        pair.connected();
        int answered = 0;
        for (int i = 0; i < 10; i++) {
            pair.alice.peer(pair.bob).lastInitiation(Long.MIN_VALUE);
            pair.alice.device.connect(pair.bob.publicKey(), pair.clock.now());
            pair.clock.step(Duration.ofSeconds(1));
            pair.advance(5_000_000);
            answered = pair.network.count(datagram -> datagram.type() == 2);
        }
        assertTrue(answered <= 3, answered + " answers in 50 ms");
        assertTrue(pair.bob.dropped(Drop.INITIATION_FLOOD) >= 7);
    }

    @Test
    void a_damaged_initiation_or_response_sets_nothing_off() {
        for (int type = 1; type <= 2; type++) {
            int damaged = type;
            for (int index = 4; index < (type == 1 ? 132 : 76); index += 9) {
                int at = index;
                try (DevicePair fresh = new DevicePair()) {
                    fresh.network.eavesdropper((datagram, onward) ->
                            onward.accept(datagram.type() == damaged ? datagram.damaged(at) : datagram));
                    fresh.aliceSends("hello");
                    fresh.pump();
                    assertEquals(List.of(), fresh.bob.received());
                    assertNull(fresh.alice.session(fresh.bob));
                    Node victim = damaged == 1 ? fresh.bob : fresh.alice;
                    assertEquals(1, victim.dropped(Drop.MAC1_INVALID));
                }
            }
        }
    }

    @Test
    void a_stranger_with_our_public_key_gets_no_answer() {
        Node mallory = pair.node("mallory", "203.0.113.66");
        mallory.apply(new PeerUpdate(pair.bob.publicKey())
                .endpoint(pair.bob.endpoint())
                .allow(DevicePair.prefix("10.0.0.2", 32)));
        mallory.send(Packets.of("10.0.0.1", "10.0.0.2", "let me in"));
        pair.pump();
        assertEquals(1, pair.bob.dropped(Drop.UNKNOWN_PEER));
        assertEquals(1, pair.network.sent.size());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void a_peer_with_a_key_of_low_order_is_never_sent_anything(String key) {
        PublicKey lowOrder = PublicKey.ofBytes(HexFormat.of().parseHex(key));
        pair.alice.apply(new PeerUpdate(lowOrder)
                .endpoint(DevicePair.endpoint("203.0.113.7", 7))
                .persistentKeepalive(1)
                .allow(DevicePair.prefix("10.9.9.9", 32)));
        pair.alice.send(Packets.of("10.0.0.1", "10.9.9.9", "nowhere"));
        pair.advanceSeconds(30);
        assertEquals(List.of(), pair.network.sent);
        assertTrue(pair.alice.device.peer(lowOrder).staged().isEmpty(), "nor does anything wait for ever");
    }

    @Test
    void our_own_key_as_a_peer_is_ignored() {
        pair.alice.apply(new PeerUpdate(pair.alice.publicKey())
                .endpoint(pair.bob.endpoint())
                .allow(DevicePair.prefix("10.0.0.99", 32)));
        assertNull(pair.alice.device.peer(pair.alice.publicKey()));
        assertEquals(1, pair.alice.device.peers(true).size());
    }

    @Test
    void indices_are_neither_in_order_nor_twice_the_same() {
        Set<Integer> indices = new HashSet<>();
        List<Integer> gaps = new ArrayList<>();
        int last = 0;
        for (int i = 0; i < 200; i++) {
            pair.network.forget();
            pair.alice.peer(pair.bob).lastInitiation(Long.MIN_VALUE);
            pair.alice.device.connect(pair.bob.publicKey(), pair.clock.now());
            pair.advance(30_000_000);
            int index = TransportMessage.receiver(
                    MemorySegment.ofArray(pair.network.sent.getFirst().bytes()), 0);
            assertTrue(indices.add(index));
            gaps.add(index - last);
            last = index;
        }
        assertEquals(200, new HashSet<>(gaps).size());
        assertTrue(indices.stream().anyMatch(index -> index < 0)
                && indices.stream().anyMatch(index -> index > 0));
    }

    @Test
    void both_sides_of_a_session_have_indices_of_their_own() {
        pair.connected();
        assertNotEquals(
                pair.alice.session(pair.bob).localIndex(),
                pair.alice.session(pair.bob).remoteIndex());
        assertEquals(
                pair.alice.session(pair.bob).localIndex(),
                pair.bob.session(pair.alice).remoteIndex());
        assertFalse(pair.bob.session(pair.alice).initiator());
    }
}
