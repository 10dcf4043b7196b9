package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.crypto.Aead;
import dev.warren.engine.crypto.AeadKey;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Alice and Bob, whose messages the test carries, delays, repeats and spoils.
class HandshakeTest {
    private static final long MILLISECOND = 1_000_000;
    private static final Tai64n NOON = Tai64n.of(Instant.parse("2026-06-01T12:00:00Z"));

    private final Random random = new Random(2026);
    private final StaticIdentity aliceIdentity = new StaticIdentity(PrivateKey.generate(random));
    private final StaticIdentity bobIdentity = new StaticIdentity(PrivateKey.generate(random));
    private final PresharedKey presharedKey = PresharedKey.generate(random);
    private final Handshake alice = new Handshake(aliceIdentity, bobIdentity.publicKey(), presharedKey, random);
    private final Handshake bob = new Handshake(bobIdentity, aliceIdentity.publicKey(), presharedKey, random);

    @Test
    void both_sides_get_the_same_keys() {
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        Keypair bobs = bob.respond(22, 5, response);
        Keypair alices = alice.complete(response, 6);
        assertMatching(alices, bobs);
        assertTrue(alices.initiator());
        assertFalse(bobs.initiator());
        assertEquals(11, alices.localIndex());
        assertEquals(22, alices.remoteIndex());
        assertEquals(22, bobs.localIndex());
        assertEquals(11, bobs.remoteIndex());
        assertEquals(6, alices.createdAt());
        assertEquals(5, bobs.createdAt());
    }

    @Test
    void two_peers_that_begin_at_the_same_moment_both_succeed() {
        byte[] fromAlice = aliceInitiates(NOON);
        byte[] fromBob = new byte[Protocol.INITIATION_LENGTH];
        assertTrue(bob.initiate(21, NOON, fromBob));

        byte[] bobsResponse = new byte[Protocol.RESPONSE_LENGTH];
        byte[] alicesResponse = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(fromAlice, 0));
        Keypair bobAsResponder = bob.respond(22, 0, bobsResponse);
        assertEquals(Outcome.ACCEPTED, alice.accept(Initiation.open(aliceIdentity, fromBob), 0));
        Keypair aliceAsResponder = alice.respond(12, 0, alicesResponse);

        assertMatching(alice.complete(bobsResponse, 0), bobAsResponder);
        assertMatching(bob.complete(alicesResponse, 0), aliceAsResponder);
    }

    @Test
    void an_initiation_sent_again_is_a_replay() {
        byte[] initiation = aliceInitiates(NOON);
        assertEquals(Outcome.ACCEPTED, bobAccepts(initiation, 0));
        assertEquals(Outcome.REPLAYED, bobAccepts(initiation, 60_000 * MILLISECOND));
    }

    @Test
    void an_initiation_older_than_the_last_one_is_a_replay() {
        byte[] older = aliceInitiates(NOON);
        byte[] newer = aliceInitiates(NOON.next());
        assertEquals(Outcome.ACCEPTED, bobAccepts(newer, 0));
        assertEquals(Outcome.REPLAYED, bobAccepts(older, 60_000 * MILLISECOND));
    }

    @Test
    void initiations_less_than_20_milliseconds_apart_are_a_flood() {
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), -5 * MILLISECOND));
        assertEquals(Outcome.FLOODED, bobAccepts(aliceInitiates(NOON), 15 * MILLISECOND - 1));
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 15 * MILLISECOND));
    }

    @Test
    void a_flooding_initiation_leaves_no_trace() {
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        byte[] initiation = aliceInitiates(NOON);
        assertEquals(Outcome.FLOODED, bobAccepts(initiation, 19 * MILLISECOND));
        assertEquals(Outcome.ACCEPTED, bobAccepts(initiation, 20 * MILLISECOND));
    }

    @Test
    void a_forgotten_timestamp_lets_a_clock_come_back_from_the_future() {
        Tai64n future = Tai64n.of(Instant.parse("2099-01-01T00:00:00Z"));
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(future), 0));
        Handshake restarted = new Handshake(aliceIdentity, bobIdentity.publicKey(), presharedKey, random);
        byte[] initiation = new byte[Protocol.INITIATION_LENGTH];
        restarted.initiate(13, NOON, initiation);
        assertEquals(Outcome.REPLAYED, bobAccepts(initiation, 1000 * MILLISECOND));
        bob.forgetTimestamp();
        assertEquals(Outcome.ACCEPTED, bobAccepts(initiation, 1000 * MILLISECOND));
    }

    @Test
    void our_timestamps_go_on_when_the_clock_goes_back_or_stands() {
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        Tai64n anHourBefore = Tai64n.of(Instant.parse("2026-06-01T11:00:00Z"));
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(anHourBefore), 20 * MILLISECOND));
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 40 * MILLISECOND));
    }

    @Test
    void another_preshared_key_ends_at_the_response() {
        bob.presharedKey(PresharedKey.generate(random));
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        assertNotNull(bob.respond(22, 0, response));
        assertNull(alice.complete(response, 0));
        assertTrue(alice.pending());
    }

    @Test
    void a_changed_preshared_key_takes_effect_with_the_next_handshake() {
        PresharedKey changed = PresharedKey.generate(random);
        alice.presharedKey(changed);
        bob.presharedKey(changed);
        both_sides_get_the_same_keys();
        alice.presharedKey(null);
        bob.presharedKey(PresharedKey.ofBytes(new byte[32]));
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 60_000 * MILLISECOND));
        Keypair bobs = bob.respond(24, 0, response);
        assertMatching(alice.complete(response, 0), bobs);
    }

    @Test
    void one_changed_bit_anywhere_in_an_initiation_is_noticed() {
        byte[] initiation = aliceInitiates(NOON);
        for (int at = 0; at < Message.INITIATION_MACS; at++) {
            if (at >= Message.SENDER && at < Message.INITIATION_EPHEMERAL) {
                continue; // only mac1 covers the index
            }
            byte[] changed = initiation.clone();
            changed[at] ^= (byte) (1 << at % 8);
            Initiation opened = Initiation.open(bobIdentity, changed);
            if (opened != null) {
                assertTrue(at >= Message.INITIATION_TIMESTAMP, "byte " + at);
                assertEquals(Outcome.NOT_AUTHENTIC, bob.accept(opened, 0), "byte " + at);
            }
        }
        assertEquals(Outcome.ACCEPTED, bobAccepts(initiation, 0), "none of it did any harm");
    }

    @Test
    void one_changed_bit_anywhere_in_a_response_is_noticed_and_the_true_one_still_counts() {
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        Keypair bobs = bob.respond(22, 0, response);
        for (int at = 0; at < Message.RESPONSE_MACS; at++) {
            if (at >= Message.SENDER && at < Message.RESPONSE_RECEIVER) {
                continue; // only mac1 covers the index
            }
            byte[] changed = response.clone();
            changed[at] ^= (byte) (1 << at % 8);
            assertNull(alice.complete(changed, 0), "byte " + at);
        }
        assertMatching(alice.complete(response, 0), bobs);
    }

    @Test
    void a_response_counts_once() {
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        bob.respond(22, 0, response);
        assertNotNull(alice.complete(response, 0));
        assertNull(alice.complete(response, 0));
        assertFalse(alice.pending());
        assertEquals(0, alice.localIndex());
    }

    @Test
    void a_response_to_an_earlier_initiation_does_not_count() {
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        bob.respond(22, 0, response);
        byte[] again = new byte[Protocol.INITIATION_LENGTH];
        alice.initiate(11, NOON.next(), again);
        assertNull(alice.complete(response, 0));
        assertTrue(alice.pending());
    }

    @Test
    void messages_in_each_others_place_are_nothing() {
        byte[] initiation = aliceInitiates(NOON);
        assertNull(alice.complete(initiation, 0));
        assertNull(Initiation.open(aliceIdentity, initiation), "its sender can't open it");
        assertNull(Initiation.open(bobIdentity, new byte[Protocol.RESPONSE_LENGTH]));
        assertNull(Initiation.open(bobIdentity, new byte[0]));
        assertNull(alice.complete(new byte[0], 0));
        byte[] asResponse = initiation.clone();
        asResponse[0] = Protocol.RESPONSE;
        assertNull(Initiation.open(bobIdentity, asResponse));
    }

    @Test
    void somebody_else_cannot_pass_for_alice() {
        StaticIdentity evesIdentity = new StaticIdentity(PrivateKey.generate(random));
        Handshake eve = new Handshake(evesIdentity, bobIdentity.publicKey(), presharedKey, random);
        byte[] initiation = new byte[Protocol.INITIATION_LENGTH];
        eve.initiate(66, NOON, initiation);
        Initiation opened = Initiation.open(bobIdentity, initiation);
        assertEquals(evesIdentity.publicKey(), opened.sender());
        assertEquals(Outcome.NOT_AUTHENTIC, bob.accept(opened, 0));
    }

    @ParameterizedTest
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
    void a_peer_of_low_order_is_never_spoken_to(String key) {
        PublicKey lowOrder = PublicKey.parseHex(key);
        Handshake handshake = new Handshake(aliceIdentity, lowOrder, null, random);
        assertFalse(handshake.possible());
        byte[] initiation = new byte[Protocol.INITIATION_LENGTH];
        assertFalse(handshake.initiate(1, NOON, initiation));
        assertArrayEquals(new byte[Protocol.INITIATION_LENGTH], initiation);
        assertFalse(handshake.pending());
        Initiation opened = Initiation.open(bobIdentity, aliceInitiates(NOON));
        assertEquals(Outcome.IMPOSSIBLE, handshake.accept(opened, 0));
    }

    @Test
    void an_ephemeral_key_of_low_order_is_refused_in_both_messages() {
        byte[] initiation = aliceInitiates(NOON);
        byte[] changed = initiation.clone();
        Arrays.fill(changed, Message.INITIATION_EPHEMERAL, Message.INITIATION_STATIC, (byte) 0);
        assertNull(Initiation.open(bobIdentity, changed));

        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(initiation, 0));
        bob.respond(22, 0, response);
        Arrays.fill(response, Message.RESPONSE_EPHEMERAL, Message.RESPONSE_EMPTY, (byte) 0);
        assertNull(alice.complete(response, 0));
    }

    /// Bob himself, or whoever has his keys, could lead Alice to keys that depend on no secret of hers.
    @Test
    void a_response_rightly_computed_from_an_ephemeral_key_of_low_order_is_refused() {
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        bob.respond(22, 0, response);
        Initiation initiation = Initiation.open(bobIdentity, aliceInitiates(NOON));
        assertEquals(Outcome.ACCEPTED, bob.accept(initiation, 1000 * MILLISECOND));
        SymmetricState state = initiation.state();
        byte[] zero = new byte[32];
        state.mixEphemeral(zero);
        state.mixChainKey(zero);
        state.mixChainKey(zero);
        state.mixKeyAndHash(presharedKey.bytes());
        Message.put(response, Message.RESPONSE_EPHEMERAL, zero);
        Message.put(response, Message.RESPONSE_EMPTY, state.sealAndHash(new byte[0]));
        assertNull(alice.complete(response, 0));
    }

    @Test
    void the_macs_are_left_zero_whatever_was_there_before() {
        byte[] initiation = new byte[Protocol.INITIATION_LENGTH];
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        Arrays.fill(initiation, (byte) 7);
        Arrays.fill(response, (byte) 7);
        alice.initiate(11, NOON, initiation);
        assertEquals(Protocol.INITIATION, Message.type(initiation));
        assertArrayEquals(new byte[32], Arrays.copyOfRange(initiation, Message.INITIATION_MACS, initiation.length));
        assertEquals(Outcome.ACCEPTED, bobAccepts(initiation, 0));
        bob.respond(22, 0, response);
        assertEquals(Protocol.RESPONSE, Message.type(response));
        assertArrayEquals(new byte[32], Arrays.copyOfRange(response, Message.RESPONSE_MACS, response.length));
    }

    @Test
    void without_an_accepted_initiation_there_is_no_response() {
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertThrows(IllegalStateException.class, () -> bob.respond(22, 0, response));
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        bob.respond(22, 0, response);
        assertThrows(IllegalStateException.class, () -> bob.respond(23, 0, response));
    }

    @Test
    void a_cleared_handshake_awaits_nothing() {
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 0));
        bob.respond(22, 0, response);
        alice.clear();
        assertFalse(alice.pending());
        assertNull(alice.complete(response, 0));
        both_sides_get_the_same_keys_after_a_while();
    }

    @Test
    void after_a_change_of_our_own_key_the_peer_has_to_know_the_new_one() {
        StaticIdentity changed = new StaticIdentity(PrivateKey.generate(random));
        byte[] pending = aliceInitiates(NOON);
        alice.local(changed);
        assertFalse(alice.pending());
        byte[] initiation = aliceInitiates(NOON);
        Initiation opened = Initiation.open(bobIdentity, initiation);
        assertEquals(changed.publicKey(), opened.sender());
        Handshake bobWithNewAlice = new Handshake(bobIdentity, changed.publicKey(), presharedKey, random);
        assertEquals(Outcome.ACCEPTED, bobWithNewAlice.accept(opened, 0));
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        Keypair bobs = bobWithNewAlice.respond(22, 0, response);
        assertMatching(alice.complete(response, 0), bobs);
        assertNotEquals(aliceIdentity.publicKey(), changed.publicKey());
        assertEquals(Outcome.ACCEPTED, bobAccepts(pending, 0), "what was sent before is still from the old key");
    }

    @Test
    void a_destroyed_handshake_is_not_possible() {
        Initiation opened = Initiation.open(bobIdentity, aliceInitiates(NOON));
        bob.destroy();
        assertFalse(bob.possible());
        assertFalse(bob.initiate(1, NOON, new byte[Protocol.INITIATION_LENGTH]));
        assertEquals(Outcome.IMPOSSIBLE, bob.accept(opened, 0));
    }

    @Test
    void without_a_key_of_our_own_nothing_is_possible_until_there_is_one() {
        bob.local(null);
        assertFalse(bob.possible());
        assertFalse(bob.initiate(1, NOON, new byte[Protocol.INITIATION_LENGTH]));
        bob.local(bobIdentity);
        assertTrue(bob.possible());
        assertTrue(bob.initiate(1, NOON, new byte[Protocol.INITIATION_LENGTH]));
    }

    @Test
    void every_handshake_has_keys_of_its_own() {
        byte[] first = aliceInitiates(NOON);
        byte[] second = aliceInitiates(NOON);
        assertNotEquals(HexFormat.of().formatHex(first, 8, 40), HexFormat.of().formatHex(second, 8, 40));
    }

    private void both_sides_get_the_same_keys_after_a_while() {
        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        assertEquals(Outcome.ACCEPTED, bobAccepts(aliceInitiates(NOON), 5_000 * MILLISECOND));
        Keypair bobs = bob.respond(23, 0, response);
        assertMatching(alice.complete(response, 0), bobs);
    }

    private byte[] aliceInitiates(Tai64n timestamp) {
        byte[] initiation = new byte[Protocol.INITIATION_LENGTH];
        assertTrue(alice.initiate(11, timestamp, initiation));
        assertEquals(11, alice.localIndex());
        return initiation;
    }

    private Outcome bobAccepts(byte[] message, long now) {
        Initiation initiation = Initiation.open(bobIdentity, message);
        assertNotNull(initiation);
        return bob.accept(initiation, now);
    }

    private static void assertMatching(Keypair one, Keypair other) {
        assertNotNull(one);
        assertNotNull(other);
        assertOpens(one.send(), other.receive());
        assertOpens(other.send(), one.receive());
    }

    private static void assertOpens(AeadKey send, AeadKey receive) {
        try (Aead aead = Aead.best();
                Arena arena = Arena.ofConfined()) {
            MemorySegment slab = arena.allocate(64);
            assertTrue(aead.seal(send, 3, slab, 0, 48));
            assertTrue(aead.open(receive, 3, slab, 0, 64));
        }
    }
}
