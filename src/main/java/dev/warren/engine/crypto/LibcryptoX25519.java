package dev.warren.engine.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// X25519 by OpenSSL.
final class LibcryptoX25519 implements X25519 {
    static final String NAME = "libcrypto";

    private static final Arena GLOBAL = Arena.global();
    private static final MemorySegment PRIVATE = GLOBAL.allocateFrom("priv");
    private static final MemorySegment PUBLIC = GLOBAL.allocateFrom("pub");

    // struct ossl_param_st { const char *key; unsigned int data_type; void *data; size_t data_size, return_size; }
    private static final int PARAM_SIZE = 40;
    private static final int PARAM_TYPE = 8;
    private static final int PARAM_DATA = 16;
    private static final int PARAM_DATA_SIZE = 24;
    private static final int OSSL_PARAM_OCTET_STRING = 5;

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

    /// Holds OpenSSL's key object.
    ///
    /// From a private key alone OpenSSL would make the public one, and take longer for that than for any other
    /// multiplication. BouncyCastle does it quicker, so the object is made from both.
    private static final class NativeScalar implements Scalar {
        private final MemorySegment key;
        private final byte[] publicPoint = new byte[LENGTH];
        private boolean destroyed;

        NativeScalar(byte[] bytes) {
            org.bouncycastle.math.ec.rfc7748.X25519.scalarMultBase(bytes, 0, publicPoint, 0);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment rawPrivate = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
                MemorySegment rawPublic = arena.allocateFrom(ValueLayout.JAVA_BYTE, publicPoint);
                // The array ends with a parameter of zeroes.
                MemorySegment parameters = arena.allocate(3 * PARAM_SIZE, Long.BYTES);
                octets(parameters.asSlice(0, PARAM_SIZE), PRIVATE, rawPrivate);
                octets(parameters.asSlice(PARAM_SIZE, PARAM_SIZE), PUBLIC, rawPublic);
                key = key(parameters, arena.allocate(ValueLayout.ADDRESS));
                rawPrivate.fill((byte) 0);
            }
        }

        private static void octets(MemorySegment parameter, MemorySegment name, MemorySegment octets) {
            parameter.set(ValueLayout.ADDRESS, 0, name);
            parameter.set(ValueLayout.JAVA_INT, PARAM_TYPE, OSSL_PARAM_OCTET_STRING);
            parameter.set(ValueLayout.ADDRESS, PARAM_DATA, octets);
            parameter.set(ValueLayout.JAVA_LONG, PARAM_DATA_SIZE, LENGTH);
        }

        private static MemorySegment key(MemorySegment parameters, MemorySegment out) {
            MemorySegment context = present(Libcrypto.EVP_PKEY_CTX_new_id(Libcrypto.EVP_PKEY_X25519));
            try {
                check(Libcrypto.EVP_PKEY_fromdata_init(context));
                check(Libcrypto.EVP_PKEY_fromdata(context, out, Libcrypto.EVP_PKEY_KEYPAIR, parameters));
                return out.get(ValueLayout.ADDRESS, 0);
            } finally {
                Libcrypto.EVP_PKEY_CTX_free(context);
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
