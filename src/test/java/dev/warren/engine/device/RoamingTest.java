package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.conn.Endpoint;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The endpoint follows the peer (whitepaper §2.1), and nobody else.
class RoamingTest {
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.99");

    private final DevicePair pair = new DevicePair().connected();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void data_moves_the_endpoint() {
        pair.alice.bind().move(ELSEWHERE);
        pair.aliceSends("from elsewhere");
        pair.pump();
        assertBobFollowed();
        pair.bobSends("found you");
        pair.pump();
        assertEquals(List.of("found you"), pair.alice.received());
    }

    @Test
    void a_keepalive_moves_the_endpoint() {
        pair.bobSends("to be answered");
        pair.pump();
        pair.alice.bind().move(ELSEWHERE);
        pair.advanceSeconds(10.1);
        assertEquals(1, pair.network.count(datagram -> datagram.isKeepalive() && pair.isFromAlice(datagram)));
        assertBobFollowed();
    }

    @Test
    void an_initiation_moves_the_endpoint() {
        pair.advanceSeconds(200);
        pair.alice.bind().move(ELSEWHERE);
        pair.network.losing(datagram -> datagram.type() != 1);
        pair.aliceSends("rekey");
        pair.pump();
        assertBobFollowed();
    }

    @Test
    void a_response_moves_the_endpoint() {
        pair.advanceSeconds(200);
        pair.bob.bind().move(ELSEWHERE);
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).endpoint(DevicePair.endpoint("192.0.2.99", 51820)));
        Endpoint third = DevicePair.endpoint("198.51.100.77", 1234);
        pair.network.eavesdropper(
                (datagram, onward) -> onward.accept(datagram.type() == 2 ? datagram.from(third) : datagram));
        pair.aliceSends("rekey");
        pair.pump();
        assertTrue(pair.alice.peer(pair.bob).endpoint().equalsRemote(third));
    }

    @Test
    void an_update_of_other_things_leaves_the_endpoint_where_the_peer_is() {
        pair.alice.bind().move(ELSEWHERE);
        pair.aliceSends("from elsewhere");
        pair.pump();
        pair.bob.apply(pair.alicesPeer().replaceAllowedIps().persistentKeepalive(10));
        assertBobFollowed();
    }

    @Test
    void a_peer_that_is_heard_at_another_local_address_is_answered_from_there() {
        pair.bob.bind().move(ELSEWHERE);
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).endpoint(pair.bob.endpoint()));
        pair.aliceSends("hello");
        pair.pump();
        assertEquals(ELSEWHERE, pair.bob.peer(pair.alice).endpoint().source());
        assertEquals(0, pair.bob.count("endpoint " + pair.alice.endpoint().address()), "she has not moved");
    }

    private void assertBobFollowed() {
        assertEquals(
                pair.alice.endpoint().address(),
                pair.bob.peer(pair.alice).endpoint().address());
        assertEquals(1, pair.bob.count("endpoint " + pair.alice.endpoint().address()));
    }
}
