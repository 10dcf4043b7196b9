package dev.warren.engine.noise;

import dev.warren.engine.crypto.X25519;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import java.util.Arrays;

/// An interface's own static key pair, ready for handshakes.
public final class StaticIdentity {
    private final X25519.Scalar scalar;
    private final PublicKey publicKey;

    /// Keeps its own copy of the key.
    public StaticIdentity(PrivateKey privateKey) {
        byte[] bytes = privateKey.bytes();
        scalar = X25519.best().scalar(bytes);
        Arrays.fill(bytes, (byte) 0);
        publicKey = PublicKey.ofBytes(scalar.publicPoint());
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /// DH(S_priv, point); false if that is all zero, or this identity was destroyed meanwhile.
    boolean dh(byte[] point, byte[] shared) {
        return scalar.multiply(point, shared);
    }

    /// Zeroes the private key, when no handshake will need it again. Idempotent.
    public void destroy() {
        scalar.destroy();
    }
}
