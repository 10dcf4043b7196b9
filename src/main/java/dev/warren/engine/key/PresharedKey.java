package dev.warren.engine.key;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A secret that two peers share beside their key pairs, so that traffic recorded today stays closed to a quantum
/// computer (whitepaper §5.2): 32 bytes.
///
/// All zero means the same as no preshared key.
public final class PresharedKey {
    private static final String WHAT = "A preshared key";

    private final Secret secret;

    private PresharedKey(byte[] bytes) {
        this.secret = new Secret(bytes);
    }

    public static PresharedKey generate() {
        return generate(new SecureRandom());
    }

    public static PresharedKey generate(RandomGenerator random) {
        byte[] bytes = new byte[KeyText.LENGTH];
        random.nextBytes(bytes);
        return new PresharedKey(bytes);
    }

    /// @throws IllegalArgumentException if it isn't 44 characters of Base64; the message doesn't repeat them
    public static PresharedKey parse(String base64) {
        return new PresharedKey(KeyText.fromBase64(base64, WHAT));
    }

    /// @throws IllegalArgumentException if it isn't 64 hexadecimal digits; the message doesn't repeat them
    public static PresharedKey parseHex(String hex) {
        return new PresharedKey(KeyText.fromHex(hex, WHAT));
    }

    /// @throws IllegalArgumentException if there aren't 32 bytes
    public static PresharedKey ofBytes(byte[] bytes) {
        return new PresharedKey(KeyText.copy(bytes, WHAT));
    }

    /// A copy, which the caller zeroes after use.
    public byte[] bytes() {
        return secret.copy();
    }

    public String base64() {
        return secret.base64();
    }

    public String hex() {
        return secret.hex();
    }

    /// Zeroes the key; whatever needs its bytes afterwards throws [IllegalStateException]. Idempotent.
    public void destroy() {
        secret.destroy();
    }

    /// In constant time.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof PresharedKey that && secret.sameAs(that.secret));
    }

    /// The same for all: not a bit of the secret leaves through it, and nobody looks one up in a hash table.
    @Override
    public int hashCode() {
        return PresharedKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "PresharedKey(…)";
    }
}
