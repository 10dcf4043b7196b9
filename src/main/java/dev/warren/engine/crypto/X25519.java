package dev.warren.engine.crypto;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The Diffie-Hellman function of RFC 7748 §5: DH of whitepaper §5.4.
public interface X25519 {
    /// Length of a scalar, of a point and of a shared secret, in bytes.
    int LENGTH = 32;

    /// The scalar of 32 bytes, clamped, ready for multiplication.
    Scalar scalar(byte[] bytes);

    /// Name of the implementation.
    String name();

    /// DH-GENERATE: a new scalar.
    default Scalar generate(RandomGenerator random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        Scalar scalar = scalar(bytes);
        Arrays.fill(bytes, (byte) 0);
        return scalar;
    }

    /// The fastest implementation that works here, or the one the system property `warren.engine.x25519` names.
    static X25519 best() {
        return X25519Providers.best();
    }

    /// A private scalar and its public point. Any thread may use it, one at a time.
    interface Scalar {
        /// The public point, this scalar times the base point: a copy.
        byte[] publicPoint();

        /// Writes this scalar times `point` to `shared`. In constant time.
        ///
        /// @return false if the product is all zero, as for points of low order, or the scalar has been
        /// destroyed: then
        /// there is no shared secret, and `shared` is all zero
        boolean multiply(byte[] point, byte[] shared);

        /// Zeroes the scalar. Idempotent.
        void destroy();
    }
}
