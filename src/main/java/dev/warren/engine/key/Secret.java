package dev.warren.engine.key;

import java.security.MessageDigest;
import java.util.Arrays;

/// 32 secret bytes and what may be done with them.
final class Secret {
    private final byte[] bytes;
    private boolean destroyed;

    /// Takes the array over.
    Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws IllegalStateException after [#destroy]
    synchronized byte[] copy() {
        if (destroyed) {
            throw new IllegalStateException("This key has been destroyed");
        }
        return bytes.clone();
    }

    boolean sameAs(Secret other) {
        byte[] mine = copy();
        byte[] theirs = other.copy();
        boolean same = MessageDigest.isEqual(mine, theirs);
        Arrays.fill(mine, (byte) 0);
        Arrays.fill(theirs, (byte) 0);
        return same;
    }

    synchronized void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }
}
