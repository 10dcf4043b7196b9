package dev.warren.engine.crypto;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/// ChaCha20-Poly1305 (RFC 8439) with additional data, for the few small fields of a handshake message.
public final class ChaChaPoly {
    /// Length of the authentication tag, in bytes.
    public static final int TAG = 16;

    private ChaChaPoly() {}

    /// AEAD(key, counter, plain text, authenticated text) of whitepaper §5.4: the cipher text and its tag.
    public static byte[] seal(byte[] key, long counter, byte[] plain, byte[] authenticated) {
        return seal(key, nonce(counter), plain, authenticated);
    }

    /// The plain text; null if text, authenticated text, key or counter aren't those it was sealed with.
    public static byte @Nullable [] open(byte[] key, long counter, byte[] sealed, byte[] authenticated) {
        return open(key, nonce(counter), sealed, authenticated);
    }

    static byte[] seal(byte[] key, byte[] nonce, byte[] plain, byte[] authenticated) {
        try {
            return run(true, key, nonce, plain, authenticated);
        } catch (InvalidCipherTextException e) {
            throw new AssertionError("Encryption checks no tag", e);
        }
    }

    static byte @Nullable [] open(byte[] key, byte[] nonce, byte[] sealed, byte[] authenticated) {
        try {
            return run(false, key, nonce, sealed, authenticated);
        } catch (InvalidCipherTextException e) {
            return null;
        }
    }

    private static byte[] run(boolean seal, byte[] key, byte[] nonce, byte[] input, byte[] authenticated)
            throws InvalidCipherTextException {
        ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
        cipher.init(seal, new AEADParameters(new KeyParameter(key), 8 * TAG, nonce, authenticated));
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int length = cipher.processBytes(input, 0, input.length, output, 0);
        cipher.doFinal(output, length);
        return output;
    }

    private static byte[] nonce(long counter) {
        byte[] nonce = new byte[12];
        Bytes.putLongLe(nonce, 4, counter);
        return nonce;
    }
}
