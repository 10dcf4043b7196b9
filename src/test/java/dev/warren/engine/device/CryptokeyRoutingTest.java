package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whitepaper §2: who may send from which address, and where a packet goes.
class CryptokeyRoutingTest {
    private final DevicePair pair = new DevicePair().connected();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void a_packet_from_an_address_that_is_not_its_peers_is_dropped() {
        pair.alice.send(Packets.of("10.0.0.9", "10.0.0.2", "forged"));
        pair.alice.send(Packets.of("fd00::9", "fd00::2", "forged"));
        pair.pump();
        assertEquals(List.of(), pair.bob.received());
        assertEquals(2, pair.bob.dropped(Drop.SOURCE_NOT_ALLOWED));
    }

    @Test
    void a_longer_network_of_another_peer_within_its_own_is_not_the_peers() {
        Node carol = pair.node("carol", "203.0.113.3");
        pair.bob.apply(new PeerUpdate(pair.alice.publicKey())
                .allow(DevicePair.prefix("10.1.0.0", 16))
                .allow(DevicePair.prefix("fd01::", 16)));
        pair.bob.apply(new PeerUpdate(carol.publicKey())
                .allow(DevicePair.prefix("10.1.2.0", 24))
                .allow(DevicePair.prefix("fd01:2::", 32)));
        pair.alice.send(Packets.of("10.1.2.3", "10.0.0.2", "forged"));
        pair.alice.send(Packets.of("fd01:2::3", "fd00::2", "forged"));
        pair.alice.send(Packets.of("10.1.3.3", "10.0.0.2", "hers"));
        pair.alice.send(Packets.of("fd01:3::3", "fd00::2", "hers"));
        pair.pump();
        assertEquals(List.of("hers", "hers"), pair.bob.received());
        assertEquals(2, pair.bob.dropped(Drop.SOURCE_NOT_ALLOWED));
    }

    @Test
    void an_address_that_is_taken_away_counts_at_once() {
        pair.aliceSends("allowed");
        pair.pump();
        pair.bob.apply(new PeerUpdate(pair.alice.publicKey()).disallow(DevicePair.prefix("10.0.0.1", 32)));
        pair.aliceSends("no more");
        pair.pump();
        assertEquals(List.of("allowed"), pair.bob.received());
        pair.bob.apply(new PeerUpdate(pair.alice.publicKey()).allow(DevicePair.prefix("10.0.0.1", 32)));
        pair.aliceSends("again");
        pair.pump();
        assertEquals(List.of("allowed", "again"), pair.bob.received());
    }

    @Test
    void a_route_that_moves_to_another_peer_is_followed_at_once() {
        Node carol = pair.node("carol", "203.0.113.3");
        carol.apply(pair.alicesPeer());
        pair.alice.apply(
                new PeerUpdate(carol.publicKey()).endpoint(carol.endpoint()).allow(DevicePair.prefix("10.0.0.2", 32)));
        pair.aliceSends("to whoever has it");
        pair.pump();
        assertEquals(List.of(), pair.bob.received());
        assertEquals(List.of("to whoever has it"), carol.received());
    }

    @Test
    void a_packet_for_nobody_is_dropped_and_counted() {
        pair.alice.send(Packets.of("10.0.0.1", "10.99.0.1", "nobody"));
        pair.pump();
        assertEquals(1, pair.alice.dropped(Drop.NO_PEER_FOR_DESTINATION));
        assertEquals(List.of(), pair.network.sent);
    }

    @Test
    void a_packet_for_a_peer_that_was_never_heard_is_dropped_and_counted() {
        Node carol = pair.node("carol", "203.0.113.3");
        pair.alice.apply(new PeerUpdate(carol.publicKey()).allow(DevicePair.prefix("10.0.0.3", 32)));
        pair.alice.send(Packets.of("10.0.0.1", "10.0.0.3", "where?"));
        pair.pump();
        assertEquals(1, pair.alice.dropped(Drop.NO_ENDPOINT));
    }

    @Test
    void what_is_no_ip_packet_goes_neither_in_nor_out() {
        pair.alice.send(new byte[] {0x45, 0, 0});
        pair.alice.send(new byte[100]);
        byte[] shortIpv6 = new byte[30];
        shortIpv6[0] = 0x60;
        pair.alice.send(shortIpv6);
        pair.pump();
        assertEquals(3, pair.alice.dropped(Drop.OUTBOUND_MALFORMED));
        byte[] lying = Packets.of("10.0.0.1", "10.0.0.2", "shorter than it says");
        lying[3] += 100;
        pair.alice.send(lying);
        pair.pump();
        assertEquals(1, pair.bob.dropped(Drop.INNER_MALFORMED));
        assertEquals(List.of(), pair.bob.received());
    }
}
