package dev.warren.engine.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// X25519 by OpenSSL.
final class LibcryptoX25519 implements X25519 {
    static final String NAME = "libcrypto";

    /// @throws LinkageError if there is no libcrypto
    LibcryptoX25519() {
        Libcrypto.ERR_clear_error();
    }

    @Override
    public Scalar scalar(byte[] bytes) {
        return new NativeScalar(bytes);
    }

    @Override
    public String name() {
        return NAME;
    }

    /// Holds OpenSSL's key object, which has the public point in it, so that no multiplication is done twice.
    private static final class NativeScalar implements Scalar {
        private final MemorySegment key;
        private final byte[] publicPoint = new byte[LENGTH];
        private boolean destroyed;

        NativeScalar(byte[] bytes) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment raw = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
                key = present(Libcrypto.EVP_PKEY_new_raw_private_key(Libcrypto.EVP_PKEY_X25519, raw, LENGTH));
                MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, LENGTH);
                check(Libcrypto.EVP_PKEY_get_raw_public_key(key, raw, length));
                MemorySegment.copy(raw, ValueLayout.JAVA_BYTE, 0, publicPoint, 0, LENGTH);
            }
        }

        @Override
        public byte[] publicPoint() {
            return publicPoint.clone();
        }

        @Override
        public synchronized boolean multiply(byte[] point, byte[] shared) {
            if (destroyed) {
                throw new IllegalStateException("This scalar has been destroyed");
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment raw = arena.allocateFrom(ValueLayout.JAVA_BYTE, point);
                MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, LENGTH);
                MemorySegment peer =
                        present(Libcrypto.EVP_PKEY_new_raw_public_key(Libcrypto.EVP_PKEY_X25519, raw, LENGTH));
                MemorySegment context = present(Libcrypto.EVP_PKEY_CTX_new(key));
                try {
                    check(Libcrypto.EVP_PKEY_derive_init(context));
                    check(Libcrypto.EVP_PKEY_derive_set_peer(context, peer));
                    boolean valid = Libcrypto.EVP_PKEY_derive(context, raw, length) == 1;
                    if (!valid) {
                        Libcrypto.ERR_clear_error();
                        raw.fill((byte) 0);
                    }
                    MemorySegment.copy(raw, ValueLayout.JAVA_BYTE, 0, shared, 0, LENGTH);
                    raw.fill((byte) 0);
                    return valid;
                } finally {
                    Libcrypto.EVP_PKEY_CTX_free(context);
                    Libcrypto.EVP_PKEY_free(peer);
                }
            }
        }

        @Override
        public synchronized void destroy() {
            if (!destroyed) {
                destroyed = true;
                Libcrypto.EVP_PKEY_free(key);
            }
        }

        private static MemorySegment present(MemorySegment object) {
            if (object.address() == 0) {
                throw new OutOfMemoryError("libcrypto");
            }
            return object;
        }

        private static void check(int result) {
            if (result != 1) {
                throw new AssertionError("OpenSSL takes any 32 bytes as a scalar or a point");
            }
        }
    }
}
