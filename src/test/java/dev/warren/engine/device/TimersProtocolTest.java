package dev.warren.engine.device;

import static dev.warren.engine.device.DevicePair.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.noise.Keypair;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whitepaper §6 between two devices: when they speak although nobody told them to, and when they don't.
class TimersProtocolTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void data_without_an_answer_is_answered_with_one_keepalive_after_ten_seconds() {
        pair.connected();
        pair.advanceSeconds(9.9);
        assertEquals(List.of(), pair.network.sent);
        pair.advanceSeconds(0.2);
        assertEquals(1, pair.network.sent.size());
        assertTrue(pair.network.sent.getFirst().isKeepalive());
        assertTrue(pair.isFromBob(pair.network.sent.getFirst()));
    }

    @Test
    void a_keepalive_is_not_answered_with_a_keepalive() {
        pair.connected();
        pair.advanceSeconds(100);
        assertEquals(1, pair.network.sent.size());
    }

    @Test
    void data_that_is_answered_needs_no_keepalive() {
        pair.connected();
        for (int i = 0; i < 20; i++) {
            pair.aliceSends("ping");
            pair.pump();
            pair.bobSends("pong");
            pair.advanceSeconds(4);
        }
        assertEquals(0, pair.network.count(Datagram::isKeepalive));
    }

    @Test
    void a_stream_in_one_direction_is_answered_with_a_keepalive_every_ten_seconds() {
        pair.connected();
        for (int i = 0; i < 100; i++) {
            pair.aliceSends("data " + i);
            pair.advanceSeconds(1);
        }
        int keepalives = pair.network.count(Datagram::isKeepalive);
        assertTrue(keepalives >= 9 && keepalives <= 10, keepalives + " keepalives in 100 s");
        assertEquals(0, pair.network.count(datagram -> datagram.type() < 4));
    }

    @Test
    void a_persistent_keepalive_is_sent_at_once_and_then_after_each_interval_of_silence() {
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).persistentKeepalive(25));
        pair.pump();
        assertEquals(
                List.of(148, 92, 32),
                pair.network.sent.stream().map(Datagram::length).toList());
        pair.network.forget();
        pair.advanceSeconds(24.9);
        assertEquals(0, pair.network.sent.size());
        pair.advanceSeconds(0.2);
        assertEquals(1, pair.network.count(Datagram::isKeepalive));
        pair.advanceSeconds(10);
        pair.bobSends("any packet counts, in either direction");
        pair.advanceSeconds(9.9);
        assertEquals(1, pair.network.count(datagram -> datagram.isKeepalive() && pair.isFromAlice(datagram)));
    }

    @Test
    void a_persistent_keepalive_keeps_a_session_alive_for_hours() {
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).persistentKeepalive(25));
        pair.advanceSeconds(3 * 3600);
        pair.bobSends("still there");
        pair.pump();
        assertEquals(List.of("still there"), pair.alice.received());
        int handshakes = pair.initiations(pair.alice);
        assertTrue(handshakes >= 3 * 3600 / 150 && handshakes <= 3 * 3600 / 120 + 1, handshakes + " handshakes");
    }

    @Test
    void a_persistent_keepalive_goes_on_trying_for_ever() {
        pair.network.losing(datagram -> true);
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).persistentKeepalive(25));
        pair.advanceSeconds(3600);
        pair.network.honest();
        pair.advanceSeconds(30);
        assertNotNull(pair.alice.session(pair.bob));
    }

    @Test
    void a_persistent_keepalive_that_is_switched_off_ends() {
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).persistentKeepalive(5));
        pair.advanceSeconds(21);
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).persistentKeepalive(0));
        pair.network.forget();
        pair.advanceSeconds(100);
        assertEquals(List.of(), pair.network.sent);
    }

    @Test
    void a_session_that_nobody_uses_is_not_renewed() {
        pair.connected();
        pair.advanceSeconds(1000);
        assertEquals(0, pair.network.count(datagram -> datagram.type() < 4));
    }

    @Test
    void the_initiator_renews_the_session_when_it_sends_after_120_seconds() {
        pair.connected();
        pair.advanceSeconds(119.9);
        pair.aliceSends("young");
        pair.pump();
        assertEquals(0, pair.initiations(pair.alice));
        pair.advanceSeconds(0.2);
        Keypair before = pair.alice.session(pair.bob);
        pair.aliceSends("old enough");
        pair.pump();
        assertEquals(1, pair.initiations(pair.alice));
        assertNotSame(before, pair.alice.session(pair.bob));
        assertEquals(List.of("young", "old enough"), pair.bob.received());
    }

    @Test
    void the_responder_does_not_renew_the_session_however_much_it_sends() {
        pair.connected();
        pair.advanceSeconds(121);
        for (int i = 0; i < 40; i++) {
            pair.bobSends("old");
            pair.advanceSeconds(1);
        }
        assertEquals(0, pair.initiations(pair.bob));
        assertEquals(40, pair.alice.received().size());
    }

    @Test
    void an_initiator_that_only_receives_renews_the_session_once_at_165_seconds() {
        pair.connected();
        pair.network.losing(datagram -> datagram.type() == 1);
        pair.advanceSeconds(120.1);
        // So that Alice's own keepalives, which renew it too, don't come in between.
        for (int i = 0; pair.initiations(pair.alice) == 0; i++) {
            pair.alice.peer(pair.bob).timers().authenticatedSent();
            pair.bobSends("data");
            pair.advanceSeconds(0.5);
            assertTrue(i < 100);
        }
        long age = pair.clock.now() - pair.alice.session(pair.bob).createdAt();
        assertTrue(age > 165 * SECOND && age <= 166 * SECOND, age + " ns");
        for (int i = 0; i < 9; i++) {
            pair.alice.peer(pair.bob).timers().authenticatedSent();
            pair.bobSends("data");
            pair.advanceSeconds(0.5);
        }
        assertEquals(1, pair.initiations(pair.alice));
    }

    @Test
    void two_peers_whose_data_come_in_turns_are_renewed_once_each() {
        Node carol = pair.node("carol", "203.0.113.3");
        pair.alice.apply(
                new PeerUpdate(carol.publicKey()).endpoint(carol.endpoint()).allow(DevicePair.prefix("10.0.0.3", 32)));
        carol.apply(pair.alicesPeer());
        pair.alice.send(Packets.of("10.0.0.1", "10.0.0.3", "hello"));
        pair.connected();
        pair.advanceSeconds(166);
        pair.network.losing(datagram -> datagram.type() == 1);
        for (int i = 0; i < 8; i++) {
            pair.bobSends("bob");
            carol.send(Packets.of("10.0.0.3", "10.0.0.1", "carol"));
            pair.alice.peer(pair.bob).lastInitiation(Long.MIN_VALUE);
            pair.alice.peer(carol).lastInitiation(Long.MIN_VALUE);
            pair.advanceSeconds(0.5);
        }
        assertEquals(2, pair.initiations(pair.alice));
    }

    @Test
    void a_key_is_dead_at_180_seconds_in_both_directions() {
        pair.connected();
        pair.network.losing(datagram -> datagram.type() == 1);
        pair.advanceSeconds(179.9);
        pair.bobSends("just in time");
        pair.pump();
        assertEquals(List.of("just in time"), pair.alice.received());
        Datagram late = pair.network.sent(Datagram::isContent).getLast();
        pair.advanceSeconds(0.2);
        pair.network.forget();
        pair.bobSends("too late");
        pair.aliceSends("too late");
        pair.pump();
        assertEquals(0, pair.network.count(datagram -> datagram.type() == 4));
        pair.network.inject(late);
        pair.pump();
        assertEquals(1, pair.alice.dropped(Drop.KEY_EXPIRED));
    }

    @Test
    void every_key_is_zeroed_after_540_seconds() {
        pair.connected();
        Keypair alices = pair.alice.session(pair.bob);
        Keypair bobs = pair.bob.session(pair.alice);
        pair.advanceSeconds(539);
        assertSame(alices, pair.alice.session(pair.bob));
        assertEquals(1, pair.alice.device.sessions().indices().size());
        pair.advanceSeconds(1.1);
        assertNull(pair.alice.session(pair.bob));
        assertNull(pair.bob.session(pair.alice));
        assertEquals("AeadKey(destroyed)", alices.send().toString());
        assertEquals("AeadKey(destroyed)", alices.receive().toString());
        assertEquals("AeadKey(destroyed)", bobs.send().toString());
        assertEquals(0, pair.alice.device.sessions().indices().size());
        assertEquals(0, pair.bob.device.sessions().indices().size());
    }

    @Test
    void data_that_goes_unanswered_for_fifteen_seconds_begins_a_handshake() {
        pair.connected();
        pair.advanceSeconds(20);
        pair.network.losing(pair::isFromBob);
        pair.network.forget();
        pair.aliceSends("anybody there?");
        pair.advanceSeconds(14.9);
        assertEquals(0, pair.initiations(pair.alice));
        pair.advanceSeconds(0.5);
        assertEquals(1, pair.initiations(pair.alice));
    }

    @Test
    void an_unanswered_initiation_is_sent_twenty_times_and_then_what_waits_is_dropped() {
        pair.network.losing(datagram -> true);
        pair.aliceSends("in vain");
        pair.advanceSeconds(92);
        assertTrue(pair.initiations(pair.alice) >= 18);
        assertEquals(0, pair.alice.dropped(Drop.HANDSHAKE_TIMED_OUT));
        pair.advanceSeconds(20);
        assertEquals(20, pair.initiations(pair.alice));
        assertEquals(1, pair.alice.dropped(Drop.HANDSHAKE_TIMED_OUT));
        assertTrue(pair.alice.peer(pair.bob).staged().isEmpty());
        pair.advanceSeconds(3600);
        assertEquals(20, pair.initiations(pair.alice), "it has given up");
        pair.network.honest();
        pair.aliceSends("once more");
        pair.pump();
        assertEquals(List.of("once more"), pair.bob.received());
    }

    @Test
    void initiations_are_never_closer_than_five_seconds() {
        pair.network.losing(datagram -> true);
        long last = 0;
        for (int i = 0; i < 90_000 && pair.initiations(pair.alice) < 8; i++) {
            int before = pair.initiations(pair.alice);
            pair.aliceSends("impatient");
            pair.advance(1_000_000);
            if (pair.initiations(pair.alice) > before) {
                long gap = pair.clock.now() - last;
                assertTrue(last == 0 || gap >= 5 * SECOND && gap < 5_400_000_000L, gap + " ns");
                last = pair.clock.now();
            }
        }
        assertEquals(8, pair.initiations(pair.alice));
    }

    @Test
    void a_retransmission_leaves_the_source_address_to_the_kernel() {
        pair.connected();
        assertTrue(pair.alice.peer(pair.bob).endpoint().hasSource());
        pair.advanceSeconds(200);
        pair.network.losing(datagram -> true);
        pair.aliceSends("from where?");
        pair.pump();
        assertTrue(pair.network.sent.getLast().to().hasSource());
        pair.advanceSeconds(5.4);
        assertEquals(1, pair.network.sent.getLast().type());
        assertTrue(!pair.network.sent.getLast().to().hasSource());
    }

    @Test
    void a_busy_hour_has_a_handshake_every_two_minutes_and_loses_nothing() {
        pair.connected();
        for (int i = 0; i < 3600; i++) {
            pair.aliceSends("a" + i);
            pair.bobSends("b" + i);
            pair.advanceSeconds(1);
        }
        assertEquals(3600, pair.bob.received().size());
        assertEquals(3600, pair.alice.received().size());
        int handshakes = pair.initiations(pair.alice) + pair.initiations(pair.bob);
        assertTrue(handshakes >= 29 && handshakes <= 30, handshakes + " handshakes");
    }
}
