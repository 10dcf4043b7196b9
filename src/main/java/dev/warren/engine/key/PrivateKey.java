package dev.warren.engine.key;

import dev.warren.engine.crypto.X25519;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An interface's own secret: a scalar of Curve25519, 32 bytes, clamped as RFC 7748 §5 wants it.
public final class PrivateKey {
    private static final String WHAT = "A private key";

    private final Secret secret;
    private volatile @Nullable PublicKey publicKey;

    private PrivateKey(byte[] bytes) {
        bytes[0] &= (byte) 0b1111_1000;
        bytes[31] &= (byte) 0b0111_1111;
        bytes[31] |= (byte) 0b0100_0000;
        this.secret = new Secret(bytes);
    }

    public static PrivateKey generate() {
        return generate(new SecureRandom());
    }

    public static PrivateKey generate(RandomGenerator random) {
        byte[] bytes = new byte[KeyText.LENGTH];
        random.nextBytes(bytes);
        return new PrivateKey(bytes);
    }

    /// @throws IllegalArgumentException if it isn't 44 characters of Base64; the message doesn't repeat them
    public static PrivateKey parse(String base64) {
        return new PrivateKey(KeyText.fromBase64(base64, WHAT));
    }

    /// @throws IllegalArgumentException if it isn't 64 hexadecimal digits; the message doesn't repeat them
    public static PrivateKey parseHex(String hex) {
        return new PrivateKey(KeyText.fromHex(hex, WHAT));
    }

    /// @throws IllegalArgumentException if there aren't 32 bytes
    public static PrivateKey ofBytes(byte[] bytes) {
        return new PrivateKey(KeyText.copy(bytes, WHAT));
    }

    /// The key that peers know this one by; computed once.
    public PublicKey publicKey() {
        PublicKey known = publicKey;
        if (known != null) {
            return known;
        }
        byte[] bytes = secret.copy();
        X25519.Scalar scalar = X25519.best().scalar(bytes);
        known = PublicKey.ofBytes(scalar.publicPoint());
        scalar.destroy();
        Arrays.fill(bytes, (byte) 0);
        publicKey = known;
        return known;
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
        return this == other || (other instanceof PrivateKey that && secret.sameAs(that.secret));
    }

    @Override
    public int hashCode() {
        return publicKey().hashCode();
    }

    @Override
    public String toString() {
        return "PrivateKey(…)";
    }
}
