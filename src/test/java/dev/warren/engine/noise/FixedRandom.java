package dev.warren.engine.noise;

import java.util.random.RandomGenerator;

/// Gives the bytes it was told, once.
final class FixedRandom implements RandomGenerator {
    private final byte[] bytes;
    private int position;

    FixedRandom(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] out) {
        System.arraycopy(bytes, position, out, 0, out.length);
        position += out.length;
    }

    @Override
    public long nextLong() {
        throw new UnsupportedOperationException("Only bytes are asked for");
    }
}
