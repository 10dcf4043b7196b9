package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.crypto.AeadKey;
import dev.warren.engine.crypto.X25519;
import dev.warren.engine.key.PublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The steps of a handshake against the published vector of `Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s`, which has a
/// prologue and payloads other than WireGuard's.
class NoiseVectorTest {
    private static final int KEY = 32;

    private final JsonNode vector = read();
    private final PublicKey responder = PublicKey.parseHex(text("responder_static_public"));
    private final X25519.Scalar initiatorStatic = scalar("initiator_static");
    private final X25519.Scalar initiatorEphemeral = scalar("initiator_ephemeral");
    private final X25519.Scalar responderStatic = scalar("responder_static");
    private final X25519.Scalar responderEphemeral = scalar("responder_ephemeral");
    private SymmetricState state = SymmetricState.withPrologue(bytes("prologue"), responder);

    @BeforeEach
    void the_responders_public_key_belongs_to_its_private_one() {
        assertArrayEquals(responder.bytes(), responderStatic.publicPoint());
    }

    @Test
    void an_initiator_writes_the_first_message_and_reads_the_second() {
        byte[] ephemeral = initiatorEphemeral.publicPoint();
        state.mixEphemeral(ephemeral);
        state.mixKey(dh(initiatorEphemeral, responder.bytes()));
        byte[] identity = state.sealAndHash(initiatorStatic.publicPoint());
        state.mixKey(dh(initiatorStatic, responder.bytes()));
        assertArrayEquals(ciphertext(0), concatenation(ephemeral, identity, state.sealAndHash(payload(0))));

        byte[] answer = Arrays.copyOf(ciphertext(1), KEY);
        state.mixEphemeral(answer);
        state.mixChainKey(dh(initiatorEphemeral, answer));
        state.mixChainKey(dh(initiatorStatic, answer));
        state.mixKeyAndHash(bytes("psk"));
        assertArrayEquals(payload(1), state.openAndHash(rest(ciphertext(1), KEY)));
        assertTransport();
    }

    @Test
    void a_responder_reads_the_first_message_and_writes_the_second() {
        byte[] first = ciphertext(0);
        byte[] ephemeral = Arrays.copyOf(first, KEY);
        state.mixEphemeral(ephemeral);
        state.mixKey(dh(responderStatic, ephemeral));
        byte[] identity = state.openAndHash(Arrays.copyOfRange(first, KEY, 2 * KEY + 16));
        assertArrayEquals(initiatorStatic.publicPoint(), identity);
        state.mixKey(dh(responderStatic, identity));
        assertArrayEquals(payload(0), state.openAndHash(rest(first, 2 * KEY + 16)));

        byte[] answer = responderEphemeral.publicPoint();
        state.mixEphemeral(answer);
        state.mixChainKey(dh(responderEphemeral, ephemeral));
        state.mixChainKey(dh(responderEphemeral, identity));
        state.mixKeyAndHash(bytes("psk"));
        assertArrayEquals(ciphertext(1), concatenation(answer, state.sealAndHash(payload(1))));
        assertTransport();
    }

    private void assertTransport() {
        AeadKey[] keys = state.split();
        assertSealed(2, keys[0], 0);
        assertSealed(3, keys[1], 0);
        assertSealed(4, keys[0], 1);
        assertSealed(5, keys[1], 1);
    }

    private void assertSealed(int message, AeadKey key, long counter) {
        byte[] plain = payload(message);
        byte[] sealed = ciphertext(message);
        try (Aead aead = Aead.best();
                Arena arena = Arena.ofConfined()) {
            MemorySegment slab = arena.allocate(sealed.length);
            MemorySegment.copy(plain, 0, slab, ValueLayout.JAVA_BYTE, 0, plain.length);
            assertTrue(aead.seal(key, counter, slab, 0, plain.length));
            assertEquals(hex(sealed), hex(slab.toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    private static byte[] dh(X25519.Scalar scalar, byte[] point) {
        byte[] shared = new byte[X25519.LENGTH];
        assertTrue(scalar.multiply(point, shared));
        return shared;
    }

    private X25519.Scalar scalar(String name) {
        return X25519.best().scalar(bytes(name));
    }

    private byte[] payload(int message) {
        return HexFormat.of()
                .parseHex(vector.at("/messages/" + message + "/payload").asText());
    }

    private byte[] ciphertext(int message) {
        return HexFormat.of()
                .parseHex(vector.at("/messages/" + message + "/ciphertext").asText());
    }

    private byte[] bytes(String name) {
        return HexFormat.of().parseHex(text(name));
    }

    private String text(String name) {
        return Objects.requireNonNull(vector.get(name), name).asText();
    }

    private static byte[] rest(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] concatenation(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static JsonNode read() {
        try (InputStream file = NoiseVectorTest.class.getResourceAsStream("/vectors/noise-ikpsk2.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new AssertionError("The vector is on the class path", e);
        }
    }
}
