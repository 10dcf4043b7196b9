package dev.warren.engine.key;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

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

    String base64() {
        return text(KeyText::toBase64);
    }

    String hex() {
        return text(KeyText::toHex);
    }

    private String text(Function<byte[], String> written) {
        byte[] copy = copy();
        String text = written.apply(copy);
        Arrays.fill(copy, (byte) 0);
        return text;
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
