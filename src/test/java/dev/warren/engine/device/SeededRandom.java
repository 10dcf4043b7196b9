package dev.warren.engine.device;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/// The same bytes in every run, so that a failure can be had again.
public final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient SplittableRandom source;

    public SeededRandom(long seed) {
        source = new SplittableRandom(seed);
    }

    @Override
    public synchronized void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }
}
