package dev.warren.engine.crypto;

import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// A key for [Aead], which any thread may destroy while others use it.
///
/// Destruction raises the flag before it zeroes the bytes, and a reader looks at the flag after it has copied them: who
/// sees no flag has an intact key, and nothing is ever encrypted under a half-zeroed one.
public final class AeadKey {
    static final int LENGTH = 32;

    private final byte[] bytes;
    private volatile boolean destroyed;

    private AeadKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws IllegalArgumentException if there aren't 32 bytes
    public static AeadKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("An AEAD key has 32 bytes, not " + bytes.length);
        }
        return new AeadKey(bytes.clone());
    }

    /// Copies the key into `to`; false, and zeroes in `to`, if the key is destroyed.
    boolean copyTo(byte[] to) {
        System.arraycopy(bytes, 0, to, 0, LENGTH);
        VarHandle.loadLoadFence();
        if (destroyed) {
            Arrays.fill(to, 0, LENGTH, (byte) 0);
            return false;
        }
        return true;
    }

    boolean isDestroyed() {
        return destroyed;
    }

    public void destroy() {
        destroyed = true;
        VarHandle.fullFence();
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return destroyed ? "AeadKey(destroyed)" : "AeadKey";
    }
}
