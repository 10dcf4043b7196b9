package dev.warren.engine.crypto;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// ChaCha20-Poly1305 by OpenSSL, straight on the caller's memory, with nothing allocated.
///
/// One context lives as long as the instance. It keeps its key from packet to packet, and is told the key only when
/// that changes, because packets come in runs of one session. Four downcalls seal a packet, three open one.
final class LibcryptoAead implements Aead {
    static final String NAME = "libcrypto";

    private static final ValueLayout.OfLong LONG_LE =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    // Where things lie in the scratch memory. The nonce's first four bytes stay zero.
    private static final int KEY = 0;
    private static final int NONCE = 32;
    private static final int NONCE_COUNTER = NONCE + 4;
    private static final int WRITTEN = 48;
    private static final int PARAMETERS = 64;

    private static final int SCRATCH_SIZE = PARAMETERS + 2 * OsslParam.SIZE;
    private static final MemorySegment TAG_NAME = Arena.global().allocateFrom("tag");

    private final MemorySegment scratch = Arena.ofAuto().allocate(SCRATCH_SIZE, Long.BYTES);
    private final MemorySegment nativeKey = scratch.asSlice(KEY, AeadKey.LENGTH);
    private final byte[] key = new byte[AeadKey.LENGTH];
    private final MemorySegment heapKey = MemorySegment.ofArray(key);
    private final long context;
    private @Nullable AeadKey keyInContext;
    private boolean closed;

    /// @throws LinkageError if there is no libcrypto, or not its ChaCha20-Poly1305
    LibcryptoAead() {
        // Where the tag lies, each packet says.
        OsslParam.octets(scratch, PARAMETERS, TAG_NAME, scratch.asSlice(0, TAG));
        context = LibcryptoCipher.newContext();
        if (context == 0) {
            throw new OutOfMemoryError("libcrypto has no memory for a cipher's context");
        }
    }

    @Override
    public boolean seal(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        long text = address(slab, offset, length + TAG);
        long end = text + length;
        long written = scratch.address() + WRITTEN;
        if (!prepare(aeadKey, counter, end)) {
            slab.asSlice(offset, length + TAG).fill((byte) 0);
            return false;
        }
        boolean ready = LibcryptoCipher.encryptInit(context, keyFor(aeadKey), nonce()) == 1;
        settle(aeadKey, ready);
        boolean sealed = ready
                && LibcryptoCipher.update(context, text, length, written) == 1
                && LibcryptoCipher.finish(context, end, written) == 1
                && LibcryptoCipher.getParameters(context, parameters()) == 1;
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
        int plain = length - TAG;
        long end = text + plain;
        long written = scratch.address() + WRITTEN;
        if (!prepare(aeadKey, counter, end)) {
            return false;
        }
        boolean ready = LibcryptoCipher.decryptInit(context, keyFor(aeadKey), nonce(), parameters()) == 1;
        settle(aeadKey, ready);
        // An unauthentic text leaves nothing in OpenSSL's error queue.
        return ready
                && LibcryptoCipher.update(context, text, plain, written) == 1
                && LibcryptoCipher.finish(context, end, written) == 1;
    }

    /// Writes down nonce, place of the tag, and, if the context has another one, the key.
    ///
    /// @return false if the key is destroyed
    private boolean prepare(AeadKey aeadKey, long counter, long tag) {
        if (closed) {
            throw new IllegalStateException("This AEAD is closed");
        }
        scratch.set(LONG_LE, NONCE_COUNTER, counter);
        scratch.set(JAVA_LONG, PARAMETERS + OsslParam.DATA, tag);
        if (aeadKey == keyInContext) {
            return !aeadKey.isDestroyed();
        }
        if (!aeadKey.copyTo(key)) {
            return false;
        }
        nativeKey.copyFrom(heapKey);
        return true;
    }

    /// The address of the key, or 0 if the context has it.
    private long keyFor(AeadKey aeadKey) {
        return aeadKey == keyInContext ? 0 : scratch.address() + KEY;
    }

    /// After the context was told the key: it is nowhere else.
    private void settle(AeadKey aeadKey, boolean ready) {
        if (aeadKey != keyInContext) {
            nativeKey.fill((byte) 0);
            heapKey.fill((byte) 0);
            keyInContext = ready ? aeadKey : null;
        }
    }

    private long nonce() {
        return scratch.address() + NONCE;
    }

    private long parameters() {
        return scratch.address() + PARAMETERS;
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
            LibcryptoCipher.freeContext(context);
        }
    }
}
