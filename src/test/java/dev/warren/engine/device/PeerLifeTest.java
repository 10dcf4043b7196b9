package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.noise.Keypair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Peers that come and go while others talk, and devices that go down and up.
class PeerLifeTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void a_responder_is_never_dialled() {
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).responder(true).persistentKeepalive(5));
        pair.aliceSends("nobody dials");
        pair.alice.device.connect(pair.bob.publicKey(), pair.clock.now());
        pair.advanceSeconds(300);
        assertEquals(List.of(), pair.network.sent);
    }

    @Test
    void packets_for_a_responder_without_a_session_do_not_wait_for_ever() {
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).responder(true));
        pair.aliceSends("nobody dials");
        pair.pump();
        assertEquals(1, pair.alice.dropped(Drop.NO_SESSION));
        assertTrue(pair.alice.peer(pair.bob).staged().isEmpty());
    }

    @Test
    void a_responder_that_dials_is_a_peer_like_any_other() {
        pair.mutual();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).responder(true));
        pair.bobSends("I dial");
        pair.pump();
        pair.aliceSends("welcome");
        pair.pump();
        assertEquals(List.of("welcome"), pair.bob.received());
        pair.advanceSeconds(130);
        pair.aliceSends("I don't rekey");
        pair.advanceSeconds(1);
        assertEquals(0, pair.initiations(pair.alice));
    }

    @Test
    void a_removed_peer_is_silent_at_once_and_the_others_are_not_disturbed() {
        Node carol = pair.node("carol", "203.0.113.3");
        pair.alice.apply(
                new PeerUpdate(carol.publicKey()).endpoint(carol.endpoint()).allow(DevicePair.prefix("10.0.0.3", 32)));
        carol.apply(pair.alicesPeer());
        pair.alice.send(Packets.of("10.0.0.1", "10.0.0.3", "hello carol"));
        pair.connected();
        Keypair carols = pair.alice.session(carol);
        Keypair bobs = pair.alice.session(pair.bob);
        pair.aliceSends("last words");
        pair.bobSends("underway");
        pair.bob.pumpData();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).remove());
        pair.network.forget();
        pair.pump();
        assertFalse(pair.alice.received().contains("underway"));
        assertEquals(1, pair.alice.dropped(Drop.UNKNOWN_INDEX));
        assertEquals(1, pair.alice.dropped(Drop.NO_PEER_FOR_DESTINATION));
        pair.alice.tun.received.clear();
        assertEquals("AeadKey(destroyed)", bobs.send().toString());
        assertSame(carols, pair.alice.session(carol));
        carol.send(Packets.of("10.0.0.3", "10.0.0.1", "still here"));
        pair.pump();
        assertEquals(List.of("still here"), pair.alice.received());
    }

    @Test
    void nothing_of_a_removed_peer_goes_on() {
        pair.connected();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).persistentKeepalive(1));
        pair.advanceSeconds(3);
        pair.aliceSends("unanswered");
        pair.pump();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).remove());
        pair.network.forget();
        pair.advanceSeconds(1000);
        assertEquals(0, pair.network.count(pair::isFromAlice));
        assertEquals(0, pair.alice.device.sessions().indices().size());
        assertTrue(pair.alice.device.allowedIps().isEmpty());
    }

    @Test
    void a_response_for_a_peer_that_was_removed_meanwhile_does_nothing() {
        pair.aliceSends("hello");
        pair.alice.pump();
        pair.network.deliver();
        pair.bob.pump();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).remove());
        pair.pump();
        assertEquals(1, pair.alice.dropped(Drop.RESPONSE_INVALID));
    }

    @Test
    void an_update_of_a_peer_does_not_disturb_its_session() {
        pair.connected();
        Keypair before = pair.alice.session(pair.bob);
        pair.alice.apply(pair.bobsPeer().replaceAllowedIps().persistentKeepalive(30));
        pair.pump();
        assertSame(before, pair.alice.session(pair.bob));
        assertEquals(0, pair.network.count(datagram -> datagram.type() < 4));
    }

    @Test
    void replacing_all_peers_keeps_none_that_is_not_named() {
        pair.connected();
        pair.alice.apply(new DeviceUpdate().replacePeers());
        assertNull(pair.alice.peer(pair.bob));
        assertTrue(pair.alice.device.allowedIps().isEmpty());
    }

    @Test
    void an_update_only_of_an_unknown_peer_makes_none() {
        Node carol = pair.node("carol", "203.0.113.3");
        pair.alice.apply(new PeerUpdate(carol.publicKey()).updateOnly().allow(DevicePair.prefix("10.0.0.3", 32)));
        assertNull(pair.alice.peer(carol));
        assertNull(pair.alice.device.allowedIps().lookup(false, 0x0a00_0003L << 32, 0));
    }

    @Test
    void a_device_that_is_down_neither_sends_nor_receives_nor_remembers_sessions() {
        pair.connected();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).persistentKeepalive(5));
        pair.pump();
        pair.network.forget();
        pair.alice.device.down();
        assertFalse(pair.alice.device.isUp());
        pair.aliceSends("down");
        pair.advanceSeconds(100);
        assertEquals(0, pair.network.count(pair::isFromAlice));
        assertNull(pair.alice.session(pair.bob));
    }

    @Test
    void a_device_that_comes_up_again_connects_those_with_a_persistent_keepalive() {
        pair.connected();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).persistentKeepalive(5));
        pair.alice.device.down();
        pair.advanceSeconds(1);
        pair.alice.device.up();
        pair.pump();
        assertNotNull(pair.alice.session(pair.bob));
        pair.bobSends("welcome back");
        pair.pump();
        assertEquals(List.of("welcome back"), pair.alice.received());
    }

    @Test
    void down_and_up_a_thousand_times_leaves_nothing_behind() {
        pair.connected();
        for (int i = 0; i < 1000; i++) {
            pair.alice.device.down();
            pair.alice.device.up();
        }
        assertEquals(0, pair.alice.device.sessions().indices().size());
        pair.advanceSeconds(1);
        pair.aliceSends("after all that");
        pair.pump();
        assertEquals(List.of("after all that"), pair.bob.received());
    }

    @Test
    void a_new_port_is_used_at_once_and_the_session_goes_on() {
        pair.connected();
        MemoryBind old = pair.alice.bind();
        Keypair before = pair.alice.session(pair.bob);
        pair.alice.apply(new DeviceUpdate().listenPort(4242));
        assertTrue(old.closed);
        assertEquals(4242, pair.alice.device.listenPort());
        pair.aliceSends("from another port");
        pair.pump();
        assertEquals(4242, pair.bob.peer(pair.alice).endpoint().address().getPort());
        assertSame(before, pair.alice.session(pair.bob));
        pair.bobSends("to it");
        pair.pump();
        assertEquals(List.of("to it"), pair.alice.received());
    }

    @Test
    void sockets_that_are_refused_leave_the_old_ones_in_use() {
        pair.connected();
        MemoryBind bind = pair.alice.bind();
        pair.alice.refusing = true;
        assertThrows(ErrnoException.class, () -> pair.alice.apply(new DeviceUpdate().rebind()));
        assertThrows(
                ErrnoException.class,
                () -> pair.alice.apply(new DeviceUpdate().listenPort(9).mark(9)));
        assertFalse(bind.closed);
        assertEquals(51_820, pair.alice.device.listenPort());
        assertEquals(0, pair.alice.device.mark());
        pair.aliceSends("as if nothing had been");
        pair.pump();
        assertEquals(List.of("as if nothing had been"), pair.bob.received());
    }

    @Test
    void sockets_that_are_opened_anew_keep_port_and_sessions() {
        pair.connected();
        MemoryBind old = pair.alice.bind();
        pair.alice.apply(new DeviceUpdate().rebind());
        assertTrue(old.closed);
        assertEquals(51_820, pair.alice.device.listenPort());
        pair.bobSends("still there?");
        pair.pump();
        assertEquals(List.of("still there?"), pair.alice.received());
    }

    @Test
    void a_mark_is_set_on_the_socket_that_is_there() {
        MemoryBind bind = pair.alice.bind();
        pair.alice.apply(new DeviceUpdate().mark(51_820));
        assertSame(bind, pair.alice.bind());
        assertEquals(51_820, bind.mark);
        pair.alice.apply(new DeviceUpdate().mark(0));
        assertEquals(0, bind.mark);
    }

    @Test
    void a_device_whose_port_was_refused_comes_up_with_another_one_or_when_it_is_free() {
        pair.alice.device.down();
        pair.alice.refusing = true;
        assertThrows(ErrnoException.class, pair.alice.device::up);
        int port = pair.alice.device.listenPort();
        DeviceUpdate another = new DeviceUpdate().listenPort(50_000);
        assertThrows(ErrnoException.class, () -> pair.alice.apply(another));
        assertFalse(pair.alice.device.isUp());
        assertEquals(port, pair.alice.device.listenPort(), "a refused port is not kept");

        pair.alice.refusing = false;
        pair.alice.apply(another);
        assertTrue(pair.alice.device.isUp());
        assertEquals(50_000, pair.alice.device.listenPort());
    }

    @Test
    void a_device_that_is_down_takes_any_port_and_stays_down() {
        pair.alice.device.down();
        pair.alice.refusing = true;
        pair.alice.apply(new DeviceUpdate().listenPort(50_000));
        assertEquals(50_000, pair.alice.device.listenPort());
        assertFalse(pair.alice.device.isUp());
    }

    @Test
    void peers_are_listed_as_they_were_added() {
        List<PublicKey> keys = Stream.generate(() -> PrivateKey.generate().publicKey())
                .limit(50)
                .toList();
        keys.forEach(key -> pair.alice.apply(new PeerUpdate(key)));
        pair.alice.apply(new PeerUpdate(keys.getFirst()).persistentKeepalive(5));
        List<PublicKey> listed =
                pair.alice.device.peers(true).stream().map(PeerState::publicKey).toList();
        assertEquals(keys, listed.subList(listed.size() - 50, listed.size()));
    }
}
