package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.crypto.Aead;
import dev.warren.engine.crypto.AeadKey;
import dev.warren.engine.crypto.X25519;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The handshake against `vectors/wireguard-kat.json`, computed by an independent implementation that was checked
/// against
/// Noise's own IKpsk2 vector and live handshakes with wireguard-go.
class HandshakeVectorsTest {

    @ParameterizedTest
    @MethodSource("dev.warren.engine.noise.KnownAnswers#all")
    void chain_key_hash_and_key_take_every_value_on_the_way(KnownAnswers known) {
        byte[] initiatorEphemeral = known.bytes("initiator_ephemeral_public");
        byte[] responderEphemeral = known.bytes("responder_ephemeral_public");
        byte[] responderStatic = known.bytes("responder_static_public");
        byte[] initiatorStatic = known.bytes("initiator_static_public");
        X25519.Scalar ephemeral = X25519.best().scalar(known.bytes("initiator_ephemeral_private"));
        X25519.Scalar identity = X25519.best().scalar(known.bytes("initiator_static_private"));

        SymmetricState state = new SymmetricState(known.publicKey("responder"));
        assertEquals(known.text("trace_C0"), hex(state.chainKey()));

        state.mixEphemeral(initiatorEphemeral);
        assertEquals(known.text("trace_C_e"), hex(state.chainKey()));
        assertEquals(known.text("trace_H_e"), hex(state.hash()));

        state.mixKey(dh(ephemeral, responderStatic));
        assertEquals(known.text("trace_C_es"), hex(state.chainKey()));
        assertEquals(known.text("trace_k_es"), hex(state.key()));
        state.sealAndHash(initiatorStatic);
        assertEquals(known.text("trace_H_s"), hex(state.hash()));

        state.mixKey(dh(identity, responderStatic));
        assertEquals(known.text("trace_C_ss"), hex(state.chainKey()));
        assertEquals(known.text("trace_k_ss"), hex(state.key()));
        state.sealAndHash(known.bytes("tai64n"));
        assertEquals(known.text("trace_H_t"), hex(state.hash()));

        state.mixEphemeral(responderEphemeral);
        state.mixChainKey(dh(ephemeral, responderEphemeral));
        state.mixChainKey(dh(identity, responderEphemeral));
        state.mixKeyAndHash(known.bytes("psk"));
        assertEquals(known.text("trace_C_psk"), hex(state.chainKey()));
        assertEquals(known.text("trace_k_psk"), hex(state.key()));
        state.sealAndHash(new byte[0]);
        assertEquals(known.text("trace_H_r"), hex(state.hash()));
        assertEquals(known.text("final_hash"), hex(state.hash()));
        assertEquals(known.text("final_chain"), hex(state.chainKey()));
    }

    @ParameterizedTest
    @MethodSource("dev.warren.engine.noise.KnownAnswers#all")
    void the_initiator_writes_and_reads_the_known_messages(KnownAnswers known) {
        Handshake initiator = initiator(known);
        byte[] initiation = initiate(known, initiator);
        new CookieJar(known.publicKey("responder")).stamp(initiation, initiation.length, 0);
        assertEquals(known.text("initiation"), hex(initiation));

        Keypair keypair = initiator.complete(known.bytes("response"), 7);
        assertNotNull(keypair);
        assertTrue(keypair.initiator());
        assertEquals(known.index("initiator_index"), keypair.localIndex());
        assertEquals(known.index("responder_index"), keypair.remoteIndex());
        assertEquals(7, keypair.createdAt());
        assertTransport(known, keypair.send(), keypair.receive());
    }

    @ParameterizedTest
    @MethodSource("dev.warren.engine.noise.KnownAnswers#all")
    void the_responder_reads_and_writes_the_known_messages(KnownAnswers known) {
        StaticIdentity local = known.identity("responder");
        Handshake responder = new Handshake(
                local,
                known.publicKey("initiator"),
                known.presharedKey(),
                new FixedRandom(known.bytes("responder_ephemeral_private")));
        Initiation initiation = Initiation.open(local, known.bytes("initiation"));
        assertNotNull(initiation);
        assertEquals(known.publicKey("initiator"), initiation.sender());
        assertEquals(known.index("initiator_index"), initiation.senderIndex());
        assertEquals(known.text("trace_H_s"), hex(initiation.state().hash()));
        assertEquals(Outcome.ACCEPTED, responder.accept(initiation, 0));
        assertEquals(known.text("trace_H_t"), hex(initiation.state().hash()));
        assertEquals(known.text("trace_C_ss"), hex(initiation.state().chainKey()));

        byte[] response = new byte[Protocol.RESPONSE_LENGTH];
        Keypair keypair = responder.respond(known.index("responder_index"), 9, response);
        assertNotNull(keypair);
        new CookieJar(known.publicKey("initiator")).stamp(response, response.length, 0);
        assertEquals(known.text("response"), hex(response));
        assertEquals(known.index("responder_index"), keypair.localIndex());
        assertEquals(known.index("initiator_index"), keypair.remoteIndex());
        assertTransport(known, keypair.receive(), keypair.send());
    }

    @ParameterizedTest
    @MethodSource("dev.warren.engine.noise.KnownAnswers#all")
    void the_macs_are_made_with_the_known_keys(KnownAnswers known) {
        assertEquals(known.text("initiation_mac1_key"), hex(new CookieKeys(known.publicKey("responder")).mac1()));
        assertEquals(known.text("response_mac1_key"), hex(new CookieKeys(known.publicKey("initiator")).mac1()));
        assertEquals(known.text("cookie_key"), hex(new CookieKeys(known.publicKey("responder")).cookie()));
        CookieChecker responder = new CookieChecker(known.identity("responder"));
        assertTrue(responder.mac1(known.bytes("initiation"), Protocol.INITIATION_LENGTH));
        CookieChecker initiator = new CookieChecker(known.identity("initiator"));
        assertTrue(initiator.mac1(known.bytes("response"), Protocol.RESPONSE_LENGTH));
    }

    @ParameterizedTest
    @MethodSource("dev.warren.engine.noise.KnownAnswers#all")
    void the_cookie_reply_is_the_known_one_and_the_cookie_makes_the_known_mac2(KnownAnswers known) {
        byte[] secretThenNonce = concatenation(known.bytes("cookie_secret"), known.bytes("cookie_nonce"));
        CookieChecker responder = new CookieChecker(known.identity("responder"), new FixedRandom(secretThenNonce));
        byte[] reply = new byte[Protocol.COOKIE_REPLY_LENGTH];
        byte[] initiation = known.bytes("initiation");
        byte[] source = known.bytes("cookie_src4");
        responder.reply(initiation, initiation.length, known.index("initiator_index"), source, 0, reply);
        assertEquals(known.text("cookie_reply"), hex(reply));

        Handshake initiator = initiator(known);
        CookieJar jar = new CookieJar(known.publicKey("responder"));
        byte[] message = initiate(known, initiator);
        jar.stamp(message, message.length, 0);
        assertTrue(jar.take(reply, 0));
        jar.stamp(message, message.length, 1);
        assertEquals(known.text("initiation_with_mac2"), hex(message));
        assertTrue(responder.mac2(message, message.length, source, 1));
    }

    private static Handshake initiator(KnownAnswers known) {
        return new Handshake(
                known.identity("initiator"),
                known.publicKey("responder"),
                known.presharedKey(),
                new FixedRandom(known.bytes("initiator_ephemeral_private")));
    }

    private static byte[] initiate(KnownAnswers known, Handshake initiator) {
        byte[] initiation = new byte[Protocol.INITIATION_LENGTH];
        assertTrue(initiator.initiate(known.index("initiator_index"), Tai64n.read(known.bytes("tai64n")), initiation));
        return initiation;
    }

    /// The keepalive, a packet from the initiator and one from the responder, sealed and opened.
    private static void assertTransport(KnownAnswers known, AeadKey fromInitiator, AeadKey fromResponder) {
        byte[] padded = Arrays.copyOf(known.bytes("packet"), 48);
        assertSealed(fromInitiator, 0, new byte[0], known.bytes("keepalive_from_initiator_counter0"));
        assertSealed(fromInitiator, 1, padded, known.bytes("transport_from_initiator_counter1"));
        assertSealed(fromResponder, 0, padded, known.bytes("transport_from_responder_counter0"));
    }

    private static void assertSealed(AeadKey key, long counter, byte[] plain, byte[] message) {
        byte[] expected = Arrays.copyOfRange(message, Protocol.TRANSPORT_HEADER_LENGTH, message.length);
        try (Aead aead = Aead.best();
                Arena arena = Arena.ofConfined()) {
            MemorySegment slab = arena.allocate(expected.length);
            MemorySegment.copy(plain, 0, slab, ValueLayout.JAVA_BYTE, 0, plain.length);
            assertTrue(aead.seal(key, counter, slab, 0, plain.length));
            assertArrayEquals(expected, slab.toArray(ValueLayout.JAVA_BYTE));
            assertTrue(aead.open(key, counter, slab, 0, expected.length));
            assertArrayEquals(plain, slab.asSlice(0, plain.length).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private static byte[] dh(X25519.Scalar scalar, byte[] point) {
        byte[] shared = new byte[X25519.LENGTH];
        assertTrue(scalar.multiply(point, shared));
        return shared;
    }

    private static byte[] concatenation(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
