package dev.warren.engine.crypto;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): XAEAD of whitepaper §5.4, whose nonce of 24 bytes may be random. For
/// cookies.
public final class XAead {
    /// Length of the nonce, in bytes.
    public static final int NONCE = 24;

    private static final int INPUT = 16;

    private XAead() {}

    public static byte[] seal(byte[] key, byte[] nonce, byte[] plain, byte[] authenticated) {
        byte[] subkey = subkey(key, nonce);
        byte[] sealed = ChaChaPoly.seal(subkey, shortNonce(nonce), plain, authenticated);
        Arrays.fill(subkey, (byte) 0);
        return sealed;
    }

    /// The plain text; null if text, authenticated text, key or nonce aren't those it was sealed with.
    public static byte @Nullable [] open(byte[] key, byte[] nonce, byte[] sealed, byte[] authenticated) {
        byte[] subkey = subkey(key, nonce);
        byte[] plain = ChaChaPoly.open(subkey, shortNonce(nonce), sealed, authenticated);
        Arrays.fill(subkey, (byte) 0);
        return plain;
    }

    private static byte[] subkey(byte[] key, byte[] nonce) {
        return HChaCha20.subkey(key, Arrays.copyOf(nonce, INPUT));
    }

    private static byte[] shortNonce(byte[] nonce) {
        byte[] shortNonce = new byte[12];
        System.arraycopy(nonce, INPUT, shortNonce, 4, NONCE - INPUT);
        return shortNonce;
    }
}
