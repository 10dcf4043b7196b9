package dev.warren.secrets;

import dev.warren.web.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// 256 random bits under which secrets are sealed with AES-256-GCM (NIST SP 800-38D), each with a nonce of its own.
///
/// The nonce is random, 96 bits: after 2³² values under one key two nonces would meet with a chance of 2⁻³², and a
/// Warren with a hundred thousand peers seals some 10⁶ in its life.
final class MasterKey {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;
    private final SecretKeySpec key;
    private final String id;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = id(bytes);
    }

    static MasterKey generate() {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return new MasterKey(bytes);
    }

    /// Reads 32 bytes in base64 or in hexadecimal digits; throws [IllegalArgumentException] for anything else,
    /// without repeating it.
    static MasterKey parse(String text) {
        try {
            var bytes = text.length() == 2 * KEY_BYTES
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            if (bytes.length == KEY_BYTES) {
                return new MasterKey(bytes);
            }
        } catch (IllegalArgumentException e) {
            // falls through to the sentence, which has nothing of the key in it
        }
        throw new IllegalArgumentException(
                "A master key is 32 random bytes in base64, as `openssl rand -base64 32` makes them.");
    }

    /// What names the key beside everything that it sealed, and tells nothing about it: the first eight
    /// hexadecimal digits of a hash.
    String id() {
        return id;
    }

    /// The key in base64, for its own file and nothing else.
    String text() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Nonce, ciphertext and tag.
    ///
    /// @param purpose where the secret belongs; it opens nowhere else
    byte[] seal(String secret, String purpose) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        }
    }

    /// The secret; empty if these bytes were not sealed by this key for this purpose, or were changed.
    Optional<String> open(byte[] sealed, String purpose) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            var secret = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), purpose)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return Optional.of(new String(secret, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        // The key's id too, so that a value can't be passed off as another key's.
        cipher.updateAAD((id + ' ' + purpose).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static String id(byte[] bytes) {
        return HexFormat.of()
                .formatHex(Sha256.of("warren master key".getBytes(StandardCharsets.US_ASCII), bytes), 0, 4);
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
