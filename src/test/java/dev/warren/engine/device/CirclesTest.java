package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Endpoints that lie in the tunnel itself: Alice's host routes what is sent to 10.0.0.0/24 and fd00::/16 back into her
/// interface.
class CirclesTest {
    private final DevicePair pair = new DevicePair();
    private final Node carol = pair.node("carol", "203.0.113.3");

    @AfterEach
    void close() {
        pair.close();
    }

    private void routeIntoTheTunnel() {
        pair.network.eavesdropper((datagram, onward) -> {
            String to = datagram.to().address().getAddress().getHostAddress();
            if (!pair.isFromAlice(datagram)) {
                onward.accept(datagram);
            } else if (to.startsWith("10.0.0.")) {
                pair.alice.send(Packets.of(datagram, "10.0.0.1"));
            } else if (to.startsWith("fd00:")) {
                pair.alice.send(Packets.of(datagram, "fd00::1"));
            } else {
                onward.accept(datagram);
            }
        });
    }

    private void meetCarol() {
        pair.alice.apply(new PeerUpdate(carol.publicKey())
                .allow(DevicePair.prefix("10.0.0.3", 32))
                .endpoint(carol.endpoint()));
        carol.apply(new PeerUpdate(pair.alice.publicKey())
                .allow(DevicePair.prefix("10.0.0.1", 32))
                .endpoint(pair.alice.endpoint()));
        aliceSendsToCarol("hello");
        pair.pump();
        assertEquals(List.of("hello"), carol.received());
    }

    private void aliceSendsToCarol(String text) {
        pair.alice.send(Packets.of("10.0.0.1", "10.0.0.3", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "fd00::2"})
    void a_message_whose_peer_is_in_its_own_tunnel_does_not_go_round(String inside) {
        pair.connected();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).endpoint(DevicePair.endpoint(inside, 51_820)));
        routeIntoTheTunnel();
        pair.aliceSends("round and round");
        pair.pump();
        assertEquals(1, pair.alice.dropped(Drop.ROUTING_LOOP));
        assertEquals(1, pair.network.count(Datagram::isContent));
    }

    @Test
    void messages_of_two_peers_in_each_others_tunnel_do_not_go_round() {
        pair.connected();
        meetCarol();
        pair.network.forget();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).endpoint(DevicePair.endpoint("10.0.0.3", 51_820)));
        pair.alice.apply(new PeerUpdate(carol.publicKey()).endpoint(DevicePair.endpoint("10.0.0.2", 51_820)));
        routeIntoTheTunnel();
        for (int i = 0; i < 10; i++) {
            pair.aliceSends("round and round");
            aliceSendsToCarol("round and round");
            pair.pump();
        }
        assertTrue(pair.alice.dropped(Drop.ROUTING_LOOP) >= 20, "each ends somewhere");
        assertTrue(pair.network.count(Datagram::isContent) <= 60, "after two rounds at most");
    }

    @Test
    void a_peer_in_another_peers_tunnel_is_reached() {
        pair.connected();
        meetCarol();
        pair.alice.apply(new PeerUpdate(carol.publicKey()).endpoint(DevicePair.endpoint("10.0.0.2", 51_820)));
        routeIntoTheTunnel();
        aliceSendsToCarol("through bob");
        pair.pump();
        assertEquals(0, pair.alice.dropped(Drop.ROUTING_LOOP));
        assertEquals(1, pair.bob.tun.received.size(), "bob's host routes it on");
    }

    @Test
    void who_was_in_the_others_tunnel_may_carry_the_other_a_second_later() {
        pair.connected();
        meetCarol();
        pair.alice.apply(new PeerUpdate(carol.publicKey()).endpoint(DevicePair.endpoint("10.0.0.2", 51_820)));
        routeIntoTheTunnel();
        aliceSendsToCarol("through bob");
        pair.pump();
        pair.alice.apply(new PeerUpdate(carol.publicKey()).endpoint(carol.endpoint()));
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).endpoint(DevicePair.endpoint("10.0.0.3", 51_820)));
        pair.advanceSeconds(1.1);
        pair.aliceSends("through carol");
        pair.pump();
        assertEquals(0, pair.alice.dropped(Drop.ROUTING_LOOP));
        assertEquals(2, carol.tun.received.size(), "hello, and the message for bob");
    }

    @Test
    void a_message_of_somebody_else_on_the_same_port_passes() {
        pair.connected();
        Datagram foreign = new Datagram(pair.alice.endpoint(), DevicePair.endpoint("10.0.0.2", 51_820), 0, new byte[] {
            4, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        });
        pair.alice.send(Packets.of(foreign, "10.0.0.1"));
        pair.pump();
        assertEquals(0, pair.alice.dropped(Drop.ROUTING_LOOP));
        assertEquals(1, pair.bob.tun.received.size());
    }
}
