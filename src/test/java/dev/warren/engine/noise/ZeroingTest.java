package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.crypto.X25519;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Forward secrecy needs keys to be gone from memory: every array that held one is looked at again after it should be.
class ZeroingTest {
    private static final Tai64n NOON = Tai64n.of(Instant.parse("2026-06-01T12:00:00Z"));

    private final Random random = new Random(77);
    private final StaticIdentity aliceIdentity = new StaticIdentity(PrivateKey.generate(random));
    private final StaticIdentity bobIdentity = new StaticIdentity(PrivateKey.generate(random));
    private final PresharedKey presharedKey = PresharedKey.generate(random);
    private final Handshake alice = new Handshake(aliceIdentity, bobIdentity.publicKey(), presharedKey, random);
    private final Handshake bob = new Handshake(bobIdentity, aliceIdentity.publicKey(), presharedKey, random);
    private final byte[] initiation = new byte[Protocol.INITIATION_LENGTH];
    private final byte[] response = new byte[Protocol.RESPONSE_LENGTH];

    @BeforeEach
    void initiate() {
        alice.initiate(1, NOON, initiation);
    }

    @Test
    void the_initiators_ephemeral_keys_go_when_the_response_is_there() {
        Secrets pending = Secrets.of(alice);
        assertEquals(1, pending.scalars.size());
        bobAnswers();
        assertNotNull(alice.complete(response, 0));
        pending.assertEphemeralsGone();
    }

    @Test
    void the_initiators_ephemeral_keys_go_with_a_newer_initiation() {
        Secrets pending = Secrets.of(alice);
        alice.initiate(1, NOON, initiation);
        pending.assertEphemeralsGone();
    }

    @Test
    void the_responders_keys_go_with_its_response() {
        Initiation opened = Initiation.open(bobIdentity, initiation);
        Secrets accepted = Secrets.of(opened);
        assertEquals(Outcome.ACCEPTED, bob.accept(opened, 0));
        bob.respond(2, 0, response);
        accepted.assertStatesGone();
    }

    @Test
    void the_keys_of_a_refused_initiation_go_at_once() {
        Initiation opened = Initiation.open(bobIdentity, initiation);
        Initiation again = Initiation.open(bobIdentity, initiation);
        Secrets replayed = Secrets.of(again);
        assertEquals(Outcome.ACCEPTED, bob.accept(opened, 0));
        assertEquals(Outcome.REPLAYED, bob.accept(again, 0));
        replayed.assertStatesGone();
    }

    @Test
    void an_accepted_initiation_goes_when_another_is_accepted() {
        Initiation first = Initiation.open(bobIdentity, initiation);
        Secrets secrets = Secrets.of(first);
        assertEquals(Outcome.ACCEPTED, bob.accept(first, 0));
        alice.initiate(1, NOON, initiation);
        assertEquals(
                Outcome.ACCEPTED, bob.accept(Initiation.open(bobIdentity, initiation), Protocol.INITIATION_INTERVAL));
        secrets.assertStatesGone();
    }

    @Test
    void an_initiation_from_nobody_we_know_can_be_destroyed() {
        Initiation opened = Initiation.open(bobIdentity, initiation);
        Secrets secrets = Secrets.of(opened);
        opened.destroy();
        secrets.assertStatesGone();
    }

    @Test
    void clearing_a_handshake_takes_what_is_under_way_in_both_roles() {
        byte[] fromBob = new byte[Protocol.INITIATION_LENGTH];
        bob.initiate(3, NOON, fromBob);
        assertEquals(Outcome.ACCEPTED, alice.accept(Initiation.open(aliceIdentity, fromBob), 0));
        Secrets underWay = Secrets.of(alice);
        assertEquals(2, underWay.states.size());
        alice.clear();
        underWay.assertEphemeralsGone();
        assertThrows(IllegalStateException.class, () -> alice.respond(4, 0, response));
    }

    @Test
    void destroying_a_handshake_takes_everything_but_public_keys() {
        assertEquals(Outcome.ACCEPTED, bob.accept(Initiation.open(bobIdentity, initiation), 0));
        byte[] fromBob = new byte[Protocol.INITIATION_LENGTH];
        bob.initiate(3, NOON, fromBob);
        Secrets all = Secrets.of(bob);
        byte[] staticStatic = new byte[X25519.LENGTH];
        bobIdentity.dh(aliceIdentity.publicKey().bytes(), staticStatic);
        assertTrue(all.hold(staticStatic));
        assertTrue(all.hold(presharedKey.bytes()));
        bob.destroy();
        all.assertEphemeralsGone();
        assertFalse(all.hold(staticStatic));
        assertFalse(all.hold(presharedKey.bytes()));
    }

    @Test
    void destroying_a_key_pair_takes_both_keys() {
        Keypair keypair = bobAnswers();
        List<byte[]> keys = Reachable.from(keypair, byte[].class);
        assertEquals(2, keys.size());
        keypair.destroy();
        keys.forEach(key -> assertArrayEquals(new byte[32], key));
    }

    @Test
    void destroying_a_static_identity_takes_its_scalar() {
        List<X25519.Scalar> scalars = Reachable.from(aliceIdentity, X25519.Scalar.class);
        aliceIdentity.destroy();
        assertEquals(1, scalars.size());
        assertGone(scalars.getFirst());
    }

    @Test
    void an_initiation_to_a_key_that_was_taken_away_at_this_moment_is_for_nobody() {
        assertNotNull(Initiation.open(bobIdentity, initiation));
        bobIdentity.destroy();
        assertNull(Initiation.open(bobIdentity, initiation));
    }

    private Keypair bobAnswers() {
        assertEquals(Outcome.ACCEPTED, bob.accept(Initiation.open(bobIdentity, initiation), 0));
        return bob.respond(2, 0, response);
    }

    private static void assertGone(X25519.Scalar scalar) {
        assertFalse(scalar.multiply(PrivateKey.generate().publicKey().bytes(), new byte[32]));
    }

    /// What an object held at one moment. The static identity isn't the handshake's own.
    private record Secrets(List<X25519.Scalar> scalars, List<SymmetricState> states, List<byte[]> arrays) {

        static Secrets of(Object holder) {
            List<X25519.Scalar> scalars = new ArrayList<>(Reachable.from(holder, X25519.Scalar.class));
            for (StaticIdentity identity : Reachable.from(holder, StaticIdentity.class)) {
                scalars.removeAll(Reachable.from(identity, X25519.Scalar.class));
            }
            return new Secrets(
                    scalars, Reachable.from(holder, SymmetricState.class), Reachable.from(holder, byte[].class));
        }

        boolean hold(byte[] secret) {
            return arrays.stream().anyMatch(array -> Arrays.equals(array, secret));
        }

        void assertStatesGone() {
            assertFalse(states.isEmpty());
            for (SymmetricState state : states) {
                assertArrayEquals(new byte[32], state.chainKey());
                assertArrayEquals(new byte[32], state.key());
                assertArrayEquals(new byte[32], state.hash());
            }
        }

        void assertEphemeralsGone() {
            assertStatesGone();
            assertFalse(scalars.isEmpty());
            scalars.forEach(ZeroingTest::assertGone);
        }
    }
}
