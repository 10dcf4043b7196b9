package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.noise.Keypair;
import dev.warren.engine.noise.Protocol;
import dev.warren.engine.noise.Wear;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Keys that are changed while they are in use, and keys that are used up.
class KeyChangeTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void a_preshared_key_takes_effect_with_the_next_handshake() {
        pair.connected();
        PresharedKey key = PresharedKey.generate();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).presharedKey(key));
        pair.aliceSends("under the old session");
        pair.pump();
        assertEquals(List.of("under the old session"), pair.bob.received());
        pair.advanceSeconds(200);
        pair.aliceSends("they differ");
        pair.advanceSeconds(1);
        assertEquals(1, pair.alice.dropped(Drop.RESPONSE_INVALID));
        pair.bob.apply(new PeerUpdate(pair.alice.publicKey()).presharedKey(key));
        pair.advanceSeconds(6);
        assertEquals(List.of("under the old session", "they differ"), pair.bob.received());
    }

    @Test
    void a_preshared_key_that_is_cleared_is_no_longer_used() {
        PresharedKey key = PresharedKey.generate();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).presharedKey(key));
        pair.bob.apply(new PeerUpdate(pair.alice.publicKey()).presharedKey(key));
        pair.connected();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).presharedKey(null));
        pair.bob.apply(new PeerUpdate(pair.alice.publicKey()).presharedKey(null));
        pair.advanceSeconds(200);
        pair.aliceSends("without");
        pair.pump();
        assertEquals(List.of("without"), pair.bob.received());
    }

    @Test
    void an_initiation_of_before_can_not_be_replayed_after_the_private_key_was_taken_away_and_given_back() {
        pair.aliceSends("hello");
        pair.pump();
        Datagram initiation =
                pair.network.sent(datagram -> datagram.type() == 1).getFirst();
        pair.bob.apply(new DeviceUpdate().privateKey(null));
        pair.network.inject(initiation);
        pair.pump();
        pair.bob.apply(new DeviceUpdate().privateKey(pair.bob.key()));
        pair.network.forget();
        pair.network.inject(initiation);
        pair.pump();
        assertEquals(1, pair.bob.dropped(Drop.INITIATION_REPLAYED));
        assertEquals(0, pair.network.count(datagram -> datagram.type() == 2 && pair.isFromBob(datagram)));
        pair.advanceSeconds(6);
        pair.aliceSends("and anew");
        pair.advanceSeconds(20);
        assertEquals(List.of("hello", "and anew"), pair.bob.received());
    }

    @Test
    void a_device_without_a_private_key_begins_nothing() {
        pair.alice.apply(new DeviceUpdate().privateKey(null));
        pair.aliceSends("to nobody");
        pair.advanceSeconds(20);
        assertEquals(List.of(), pair.network.sent);
        pair.alice.apply(new DeviceUpdate().privateKey(pair.alice.key()));
        pair.aliceSends("hello");
        pair.advanceSeconds(6);
        assertEquals(List.of("hello"), pair.bob.received());
    }

    @Test
    void after_a_new_private_key_the_next_packet_makes_a_new_handshake_at_once() {
        pair.connected();
        PrivateKey changed = PrivateKey.generate(pair.random);
        pair.alice.key(changed);
        pair.pump();
        assertEquals(0, pair.initiations(pair.alice), "bob may not know the new key yet");
        pair.bob.apply(new DeviceUpdate()
                .peer(new PeerUpdate(changed.publicKey())
                        .allow(DevicePair.prefix("10.0.0.1", 32))
                        .endpoint(pair.alice.endpoint())));
        pair.aliceSends("as somebody new");
        pair.pump();
        assertEquals(List.of("as somebody new"), pair.bob.received());
    }

    @Test
    void with_a_persistent_keepalive_a_new_private_key_is_presented_without_waiting_for_a_packet() {
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).persistentKeepalive(25));
        pair.connected();
        PrivateKey changed = PrivateKey.generate(pair.random);
        pair.bob.apply(new DeviceUpdate().peer(new PeerUpdate(changed.publicKey())));
        pair.alice.key(changed);
        pair.pump();
        assertEquals(1, pair.initiations(pair.alice));
        assertNotNull(pair.bob.device.peer(changed.publicKey()).keypairs().current());
    }

    @Test
    void nothing_is_sent_with_the_sessions_of_an_old_private_key() {
        pair.connected();
        pair.alice.key(PrivateKey.generate(pair.random));
        pair.aliceSends("not under the old one");
        pair.advanceSeconds(1);
        assertEquals(0, pair.network.count(datagram -> datagram.type() == 4));
    }

    @Test
    void the_same_private_key_again_changes_nothing() {
        pair.connected();
        Keypair before = pair.alice.session(pair.bob);
        pair.alice.key(pair.alice.key());
        pair.pump();
        assertSame(before, pair.alice.session(pair.bob));
        assertEquals(List.of(), pair.network.sent);
    }

    @Test
    void a_private_key_whose_public_key_is_a_peers_removes_that_peer() {
        pair.connected();
        pair.alice.key(pair.bob.key());
        assertNull(pair.alice.device.peer(pair.bob.publicKey()));
    }

    @Test
    void a_counter_is_never_used_beyond_the_limit() {
        pair.connected();
        Keypair worn = pair.alice.session(pair.bob);
        Wear.skipTo(worn, Protocol.REJECT_AFTER_MESSAGES - 2);
        pair.network.losing(datagram -> datagram.type() == 1);
        for (int i = 0; i < 5; i++) {
            pair.aliceSends("packet " + i);
        }
        pair.pump();
        assertEquals(
                List.of(Protocol.REJECT_AFTER_MESSAGES - 2, Protocol.REJECT_AFTER_MESSAGES - 1),
                pair.network.sent(Datagram::isContent).stream()
                        .map(Datagram::counter)
                        .toList());
        pair.network.honest();
        pair.advanceSeconds(6);
        assertEquals(List.of("packet 0", "packet 1", "packet 2", "packet 3", "packet 4"), pair.bob.received());
        assertNotSame(worn, pair.alice.session(pair.bob));
    }

    @Test
    void a_message_with_a_counter_at_the_limit_is_not_received() {
        pair.connected();
        pair.network.losing(datagram -> true);
        pair.aliceSends("captured");
        pair.pump();
        byte[] bytes = pair.network.sent.getFirst().bytes().clone();
        for (int i = 0; i < 8; i++) {
            bytes[8 + i] = (byte) (Protocol.REJECT_AFTER_MESSAGES >>> 8 * i);
        }
        pair.network.inject(pair.network.sent.getFirst().bytes(bytes));
        pair.pump();
        assertEquals(1, pair.bob.dropped(Drop.REPLAYED), "refused before it is decrypted");
    }

    @Test
    void after_two_to_the_sixtieth_messages_either_side_begins_anew() {
        pair.connected();
        Wear.skipTo(pair.bob.session(pair.alice), Protocol.REKEY_AFTER_MESSAGES);
        pair.advanceSeconds(6);
        pair.bobSends("one too many");
        pair.pump();
        assertEquals(1, pair.initiations(pair.bob));
        assertEquals(List.of("one too many"), pair.alice.received());
    }

    @Test
    void a_counter_far_beyond_the_sign_bit_still_counts_upwards() {
        pair.connected();
        Wear.skipTo(pair.alice.session(pair.bob), Long.MAX_VALUE - 1);
        pair.network.losing(datagram -> datagram.type() == 1);
        for (int i = 0; i < 4; i++) {
            pair.aliceSends("packet " + i);
        }
        pair.pump();
        assertEquals(List.of("packet 0", "packet 1", "packet 2", "packet 3"), pair.bob.received());
    }
}
