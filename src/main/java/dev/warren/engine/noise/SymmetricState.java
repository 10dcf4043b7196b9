package dev.warren.engine.noise;

import dev.warren.engine.crypto.AeadKey;
import dev.warren.engine.crypto.Blake2s;
import dev.warren.engine.crypto.ChaChaPoly;
import dev.warren.engine.crypto.Kdf;
import dev.warren.engine.key.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The chaining key C and the hash H of a handshake (whitepaper §5.4), with the key that was mixed last: what the Noise
/// framework, §5.2, calls a symmetric state.
final class SymmetricState {
    private static final byte[] CONSTRUCTION = ascii("Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s");
    private static final byte[] IDENTIFIER = ascii("WireGuard v1 zx2c4 Jason@zx2c4.com");
    private static final byte[] INITIAL_CHAIN_KEY = Blake2s.hash(CONSTRUCTION);
    private static final byte[] INITIAL_HASH = Blake2s.hash(INITIAL_CHAIN_KEY, IDENTIFIER);
    private static final byte[] EMPTY = {};

    private final byte[] chainKey = INITIAL_CHAIN_KEY.clone();
    private final byte[] key = new byte[Blake2s.HASH];
    private byte[] hash;

    /// C := HASH(CONSTRUCTION), H := HASH(HASH(C ‖ IDENTIFIER) ‖ S_pub of the responder)
    SymmetricState(PublicKey responder) {
        hash = Blake2s.hash(INITIAL_HASH, responder.bytes());
    }

    /// As another protocol than WireGuard begins, with a prologue of its own in the identifier's place.
    static SymmetricState withPrologue(byte[] prologue, PublicKey responder) {
        SymmetricState state = new SymmetricState(responder);
        state.hash = Blake2s.hash(Blake2s.hash(INITIAL_CHAIN_KEY, prologue), responder.bytes());
        return state;
    }

    /// H := HASH(H ‖ text)
    void mixHash(byte[] text) {
        hash = Blake2s.hash(hash, text);
    }

    /// E_pub enters both: C := KDF1(C, E_pub), H := HASH(H ‖ E_pub)
    void mixEphemeral(byte[] ephemeral) {
        Kdf.derive(chainKey, ephemeral, chainKey);
        mixHash(ephemeral);
    }

    /// C := KDF1(C, input)
    void mixChainKey(byte[] input) {
        Kdf.derive(chainKey, input, chainKey);
    }

    /// (C, κ) := KDF2(C, input)
    void mixKey(byte[] input) {
        Kdf.derive(chainKey, input, chainKey, key);
    }

    /// (C, τ, κ) := KDF3(C, Q), H := HASH(H ‖ τ)
    void mixKeyAndHash(byte[] presharedKey) {
        byte[] tau = new byte[Blake2s.HASH];
        Kdf.derive(chainKey, presharedKey, chainKey, tau, key);
        mixHash(tau);
        Arrays.fill(tau, (byte) 0);
    }

    /// AEAD(κ, 0, plain, H), which is then mixed into H.
    byte[] sealAndHash(byte[] plain) {
        byte[] sealed = ChaChaPoly.seal(key, 0, plain, hash);
        mixHash(sealed);
        return sealed;
    }

    /// The plain text, `sealed` being mixed into H; null, and H as it was, if it isn't authentic.
    byte @Nullable [] openAndHash(byte[] sealed) {
        byte[] plain = ChaChaPoly.open(key, 0, sealed, hash);
        if (plain != null) {
            mixHash(sealed);
        }
        return plain;
    }

    /// (T_initiator, T_responder) := KDF2(C, ε), §5.4.5: the initiator sends with the first.
    AeadKey[] split() {
        byte[] first = new byte[Blake2s.HASH];
        byte[] second = new byte[Blake2s.HASH];
        Kdf.derive(chainKey, EMPTY, first, second);
        AeadKey[] keys = {AeadKey.of(first), AeadKey.of(second)};
        Arrays.fill(first, (byte) 0);
        Arrays.fill(second, (byte) 0);
        return keys;
    }

    /// A copy that goes on by itself.
    SymmetricState copy() {
        return new SymmetricState(this);
    }

    private SymmetricState(SymmetricState from) {
        System.arraycopy(from.chainKey, 0, chainKey, 0, chainKey.length);
        System.arraycopy(from.key, 0, key, 0, key.length);
        hash = from.hash.clone();
    }

    void destroy() {
        Arrays.fill(chainKey, (byte) 0);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(hash, (byte) 0);
    }

    byte[] chainKey() {
        return chainKey.clone();
    }

    byte[] key() {
        return key.clone();
    }

    byte[] hash() {
        return hash.clone();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
