package dev.warren.engine.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// X25519 by OpenSSL.
final class LibcryptoX25519 implements X25519 {
    static final String NAME = "libcrypto";

    private static final MemorySegment PRIVATE = Arena.global().allocateFrom("priv");
    private static final MemorySegment PUBLIC = Arena.global().allocateFrom("pub");
    private static final MemorySegment ENCODED_PUBLIC = Arena.global().allocateFrom("encoded-pub-key");

    private static final byte[] BASE = new byte[LENGTH];

    static {
        BASE[0] = 9;
    }

    /// @throws LinkageError if there is no libcrypto
    LibcryptoX25519() {
        LibcryptoExchange.freectx(present(LibcryptoExchange.newctx()));
    }

    @Override
    public Scalar scalar(byte[] bytes) {
        return new NativeScalar(bytes);
    }

    @Override
    public String name() {
        return NAME;
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

    /// Holds OpenSSL's objects: our key, one for the other side whose public half changes with each multiplication,
    /// and the exchange between them.
    ///
    /// From a private key alone OpenSSL would make the public one, and take longer for that than for any other
    /// multiplication. So it is given some public half, which nobody asks for, and multiplies the base point like
    /// any other.
    private static final class NativeScalar implements Scalar {
        private final MemorySegment key = present(LibcryptoExchange.newKey());
        private final MemorySegment peer = present(LibcryptoExchange.newKey());
        private final MemorySegment exchange = present(LibcryptoExchange.newctx());
        private final byte[] publicPoint = new byte[LENGTH];
        private boolean destroyed;

        NativeScalar(byte[] bytes) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment rawPrivate = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
                MemorySegment rawPublic = arena.allocateFrom(ValueLayout.JAVA_BYTE, BASE);
                MemorySegment parameters = arena.allocate(3 * OsslParam.SIZE, Long.BYTES);
                OsslParam.octets(parameters, 0, PRIVATE, rawPrivate);
                OsslParam.octets(parameters, OsslParam.SIZE, PUBLIC, rawPublic);
                check(LibcryptoExchange.importKey(key, LibcryptoExchange.KEYPAIR, parameters));
                rawPrivate.fill((byte) 0);
            }
            check(LibcryptoExchange.init(exchange, key));
            check(LibcryptoExchange.setPeer(exchange, peer));
            multiply(BASE, publicPoint);
        }

        @Override
        public byte[] publicPoint() {
            return publicPoint.clone();
        }

        @Override
        public synchronized boolean multiply(byte[] point, byte[] shared) {
            if (destroyed) {
                Arrays.fill(shared, 0, LENGTH, (byte) 0);
                return false;
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment raw = arena.allocateFrom(ValueLayout.JAVA_BYTE, point);
                MemorySegment parameters = arena.allocate(2 * OsslParam.SIZE, Long.BYTES);
                OsslParam.octets(parameters, 0, ENCODED_PUBLIC, raw);
                check(LibcryptoExchange.setParams(peer, parameters));
                boolean valid =
                        LibcryptoExchange.derive(exchange, raw, arena.allocate(ValueLayout.JAVA_LONG), LENGTH) == 1;
                if (!valid) {
                    Libcrypto.ERR_clear_error();
                    raw.fill((byte) 0);
                }
                MemorySegment.copy(raw, ValueLayout.JAVA_BYTE, 0, shared, 0, LENGTH);
                raw.fill((byte) 0);
                return valid;
            }
        }

        @Override
        public synchronized void destroy() {
            if (!destroyed) {
                destroyed = true;
                LibcryptoExchange.freectx(exchange);
                LibcryptoExchange.freeKey(peer);
                LibcryptoExchange.freeKey(key);
            }
        }
    }
}
