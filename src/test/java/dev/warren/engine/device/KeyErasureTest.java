package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.crypto.AeadKey;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.noise.Handshake;
import dev.warren.engine.noise.Reachable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Looks into the memory that a device holds for what should no longer be there.
///
/// What a device makes itself is zeroed where it is. A key object that it was given belongs to the giver, so it only
/// lets go
/// of it.
class KeyErasureTest {
    private final DevicePair pair = new DevicePair();
    private final PresharedKey presharedKey = PresharedKey.generate();

    @AfterEach
    void close() {
        pair.close();
    }

    @BeforeEach
    void connect() {
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).presharedKey(PresharedKey.ofBytes(presharedKey.bytes())));
        pair.bob.apply(new PeerUpdate(pair.alice.publicKey()).presharedKey(PresharedKey.ofBytes(presharedKey.bytes())));
        pair.connected();
    }

    /// Every array of bytes that Alice's device leads to.
    private List<byte[]> memory() {
        return Reachable.from(pair.alice.device, byte[].class);
    }

    private static boolean hold(List<byte[]> arrays, byte[] secret) {
        return arrays.stream().anyMatch(array -> Arrays.equals(array, secret));
    }

    private boolean isPublic(byte[] bytes) {
        byte[] initiation =
                pair.network.sent(datagram -> datagram.type() == 1).getLast().bytes();
        return Arrays.equals(bytes, pair.alice.publicKey().bytes())
                || Arrays.equals(bytes, pair.bob.publicKey().bytes())
                || Arrays.equals(bytes, Arrays.copyOfRange(initiation, 8, 40));
    }

    /// The arrays of the handshake, without those of Alice's own identity.
    private List<byte[]> handshake() {
        List<byte[]> arrays = new ArrayList<>(Reachable.from(
                Reachable.from(pair.alice.peer(pair.bob), Handshake.class).getFirst(), byte[].class));
        arrays.removeAll(Reachable.from(pair.alice.device.identity(), byte[].class));
        return arrays;
    }

    /// The arrays of the two keys of Alice's only session.
    private List<byte[]> sessionKeys() {
        List<byte[]> keys = Reachable.from(pair.alice.device, AeadKey.class).stream()
                .flatMap(key -> Reachable.from(key, byte[].class).stream())
                .toList();
        assertEquals(2, keys.size());
        keys.forEach(key -> assertFalse(Arrays.equals(new byte[32], key)));
        return keys;
    }

    private static void assertZero(List<byte[]> keys) {
        keys.forEach(key -> assertArrayEquals(new byte[32], key));
    }

    @Test
    void session_keys_are_zero_after_540_seconds() {
        List<byte[]> keys = sessionKeys();
        pair.advanceSeconds(541);
        assertZero(keys);
    }

    @Test
    void session_keys_are_zero_when_the_device_goes_down() {
        List<byte[]> keys = sessionKeys();
        pair.alice.device.down();
        assertZero(keys);
    }

    @Test
    void session_keys_and_the_preshared_key_are_gone_with_the_peer() {
        List<byte[]> keys = sessionKeys();
        List<byte[]> handshake = handshake();
        assertTrue(hold(handshake, presharedKey.bytes()));
        assertTrue(hold(memory(), presharedKey.bytes()));
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).remove());
        assertZero(keys);
        assertFalse(hold(handshake, presharedKey.bytes()));
        assertFalse(hold(memory(), presharedKey.bytes()));
    }

    @Test
    void the_keys_of_a_handshake_under_way_are_gone_with_the_peer() {
        pair.network.losing(datagram -> datagram.type() == 2);
        pair.advanceSeconds(200);
        pair.aliceSends("a new session");
        pair.pump();
        List<byte[]> secrets = handshake();
        List<byte[]> before = secrets.stream().map(byte[]::clone).toList();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).remove());
        long left = IntStream.range(0, before.size())
                .filter(i -> Arrays.equals(before.get(i), secrets.get(i)))
                .filter(i -> !Arrays.equals(before.get(i), new byte[before.get(i).length]))
                .filter(i -> before.get(i).length == 32 && !isPublic(before.get(i)))
                .count();
        assertEquals(0, left);
    }

    @Test
    void nothing_is_left_of_a_closed_device() {
        PrivateKey given = PrivateKey.generate();
        pair.alice.device.apply(new DeviceUpdate().privateKey(given), pair.clock.now());
        byte[] privateKey = given.bytes();
        List<byte[]> keys = sessionKeys();
        assertTrue(hold(memory(), privateKey));
        pair.alice.device.close();
        assertZero(keys);
        assertFalse(hold(memory(), privateKey));
        assertFalse(hold(memory(), presharedKey.bytes()));
    }
}
