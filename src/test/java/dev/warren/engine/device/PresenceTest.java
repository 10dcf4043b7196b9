package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When a peer is told to have come, and to have gone.
class PresenceTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void a_peer_comes_with_its_handshake_on_both_sides() {
        pair.aliceSends("hello");
        pair.pump();
        assertEquals(1, pair.alice.count("came"));
        assertEquals(1, pair.bob.count("came"));
    }

    @Test
    void the_responder_waits_for_the_first_data_before_it_says_so() {
        pair.network.losing(datagram -> datagram.type() == 4);
        pair.aliceSends("lost");
        pair.pump();
        assertEquals(1, pair.alice.count("came"));
        assertEquals(0, pair.bob.count("came"));
    }

    @Test
    void a_peer_that_goes_on_does_not_come_again() {
        pair.connected();
        for (int i = 0; i < 60; i++) {
            pair.aliceSends("still here");
            pair.advanceSeconds(10);
        }
        assertEquals(4, pair.alice.count("handshake"));
        assertEquals(List.of("handshake", "handshake", "handshake", "handshake"), pair.alice.events);
    }

    @Test
    void a_silent_peer_has_gone_after_180_seconds_and_not_before() {
        pair.connected();
        pair.advanceSeconds(179);
        assertEquals(List.of(), pair.bob.events);
        pair.advanceSeconds(1);
        assertEquals(List.of("went SILENT"), pair.bob.events);
        pair.advanceSeconds(1000);
        assertEquals(List.of("went SILENT"), pair.bob.events);
    }

    @Test
    void a_peer_that_has_gone_comes_again() {
        pair.connected();
        pair.advanceSeconds(200);
        pair.aliceSends("back");
        pair.pump();
        assertEquals(List.of("went SILENT", "handshake", "came"), pair.alice.events);
    }

    @Test
    void a_peer_that_is_removed_goes_at_once() {
        pair.connected();
        pair.bob.apply(new PeerUpdate(pair.alice.publicKey()).remove());
        assertEquals(List.of("went REMOVED"), pair.bob.events);
        pair.advanceSeconds(200);
        assertEquals(List.of("went REMOVED"), pair.bob.events);
    }

    @Test
    void all_peers_go_when_the_device_goes_down() {
        pair.connected();
        pair.bob.device.down();
        assertEquals(List.of("went STOPPED"), pair.bob.events);
    }

    @Test
    void a_peer_that_never_came_does_not_go() {
        pair.alice.device.down();
        pair.bob.apply(new PeerUpdate(pair.alice.publicKey()).remove());
        assertEquals(List.of(), pair.alice.events);
        assertEquals(List.of(), pair.bob.events);
    }
}
