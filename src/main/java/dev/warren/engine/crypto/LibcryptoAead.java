package dev.warren.engine.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// ChaCha20-Poly1305 by OpenSSL, straight on the caller's memory, with nothing allocated.
///
/// One context lives as long as the instance. It keeps its key from packet to packet, and is told the key only when
/// that
/// changes, because packets come in runs of one session. Four downcalls make a packet.
final class LibcryptoAead implements Aead {
    static final String NAME = "libcrypto";

    private static final ValueLayout.OfLong LONG_LE =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int SEAL = 1;
    private static final int OPEN = 0;

    // Where things lie in the scratch memory. The nonce's first four bytes stay zero.
    private static final int KEY = 0;
    private static final int NONCE = 32;
    private static final int NONCE_COUNTER = NONCE + 4;
    private static final int WRITTEN = 48;
    private static final int SCRATCH_SIZE = 64;

    private final MemorySegment scratch = Arena.ofAuto().allocate(SCRATCH_SIZE, Long.BYTES);
    private final MemorySegment nativeKey = scratch.asSlice(KEY, AeadKey.LENGTH);
    private final byte[] key = new byte[AeadKey.LENGTH];
    private final MemorySegment heapKey = MemorySegment.ofArray(key);
    private final MemorySegment context;
    private @Nullable AeadKey keyInContext;
    private boolean closed;

    /// @throws LinkageError if there is no libcrypto
    LibcryptoAead() {
        context = Libcrypto.EVP_CIPHER_CTX_new();
        if (context.address() == 0) {
            throw new OutOfMemoryError("EVP_CIPHER_CTX_new");
        }
        long cipher = Libcrypto.EVP_chacha20_poly1305().address();
        if (cipher == 0 || Libcrypto.EVP_CipherInit_ex(context.address(), cipher, 0, 0, SEAL) != 1) {
            close();
            throw new UnsatisfiedLinkError("This libcrypto has no ChaCha20-Poly1305");
        }
    }

    @Override
    public boolean seal(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        long text = address(slab, offset, length + TAG);
        if (!init(aeadKey, counter, SEAL)) {
            slab.asSlice(offset, length + TAG).fill((byte) 0);
            return false;
        }
        long context = this.context.address();
        long written = scratch.address() + WRITTEN;
        boolean sealed = Libcrypto.EVP_CipherUpdate(context, text, written, text, length) == 1
                && Libcrypto.EVP_CipherFinal_ex(context, text + length, written) == 1
                && Libcrypto.EVP_CIPHER_CTX_ctrl(context, Libcrypto.EVP_CTRL_AEAD_GET_TAG, TAG, text + length) == 1;
        if (!sealed) {
            throw new AssertionError("Encryption has no input that it may refuse");
        }
        return true;
    }

    @Override
    public boolean open(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        if (length < TAG) {
            return false;
        }
        long text = address(slab, offset, length);
        if (!init(aeadKey, counter, OPEN)) {
            return false;
        }
        int plain = length - TAG;
        long context = this.context.address();
        long written = scratch.address() + WRITTEN;
        // An unauthentic text leaves nothing in OpenSSL's error queue.
        return Libcrypto.EVP_CIPHER_CTX_ctrl(context, Libcrypto.EVP_CTRL_AEAD_SET_TAG, TAG, text + plain) == 1
                && Libcrypto.EVP_CipherUpdate(context, text, written, text, plain) == 1
                && Libcrypto.EVP_CipherFinal_ex(context, text + plain, written) == 1;
    }

    private boolean init(AeadKey aeadKey, long counter, int mode) {
        if (closed) {
            throw new IllegalStateException("This AEAD is closed");
        }
        scratch.set(LONG_LE, NONCE_COUNTER, counter);
        long context = this.context.address();
        long nonce = scratch.address() + NONCE;
        if (aeadKey == keyInContext) {
            return !aeadKey.isDestroyed() && Libcrypto.EVP_CipherInit_ex(context, 0, 0, nonce, mode) == 1;
        }
        if (!aeadKey.copyTo(key)) {
            return false;
        }
        nativeKey.copyFrom(heapKey);
        boolean initialised = Libcrypto.EVP_CipherInit_ex(context, 0, scratch.address() + KEY, nonce, mode) == 1;
        nativeKey.fill((byte) 0);
        heapKey.fill((byte) 0);
        keyInContext = initialised ? aeadKey : null;
        return initialised;
    }

    private static long address(MemorySegment slab, long offset, int length) {
        Objects.checkFromIndexSize(offset, length, slab.byteSize());
        if (!slab.isNative()) {
            throw new IllegalArgumentException("The slab has to be native memory");
        }
        return slab.address() + offset;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            keyInContext = null;
            Libcrypto.EVP_CIPHER_CTX_free(context);
        }
    }
}
