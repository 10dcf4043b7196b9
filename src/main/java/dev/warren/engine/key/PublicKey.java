package dev.warren.engine.key;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A peer's name and address in WireGuard: a point of Curve25519, 32 bytes.
public final class PublicKey {
    private static final String WHAT = "A public key";

    private final byte[] bytes;

    private PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws IllegalArgumentException if it isn't 44 characters of Base64
    public static PublicKey parse(String base64) {
        return new PublicKey(KeyText.fromBase64(base64, WHAT));
    }

    /// @throws IllegalArgumentException if it isn't 64 hexadecimal digits
    public static PublicKey parseHex(String hex) {
        return new PublicKey(KeyText.fromHex(hex, WHAT));
    }

    /// @throws IllegalArgumentException if there aren't 32 bytes
    public static PublicKey ofBytes(byte[] bytes) {
        return new PublicKey(KeyText.copy(bytes, WHAT));
    }

    /// A copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    public String base64() {
        return KeyText.toBase64(bytes);
    }

    public String hex() {
        return KeyText.toHex(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublicKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The first and the last four characters, as logs show it.
    @Override
    public String toString() {
        String base64 = base64();
        return base64.substring(0, 4) + "…" + base64.substring(39, 43);
    }
}
