package dev.warren.engine.device;

import java.util.Random;
import java.util.random.RandomGenerator;

/// How long and from which seed a random test runs.
///
/// A second each by default; `-Dwarren.fuzz.seconds=600` for a night, `-Dwarren.fuzz.seed=…` to have a failure again.
public final class Fuzz {
    public static final long NANOS = Long.getLong("warren.fuzz.seconds", 1) * 1_000_000_000L;

    private static final long SEED = Long.getLong("warren.fuzz.seed", 20_260_301);

    /// One try with random input.
    @FunctionalInterface
    public interface Try {
        void run(RandomGenerator random) throws Exception;
    }

    private Fuzz() {}

    /// Tries again and again, each time with a seed of its own, which the failure names.
    public static void run(Try attempt) {
        long end = System.nanoTime() + NANOS;
        for (long seed = SEED; seed == SEED || System.nanoTime() < end; seed++) {
            try {
                attempt.run(new Random(seed));
            } catch (Exception | AssertionError fault) {
                throw new AssertionError("-Dwarren.fuzz.seed=" + seed, fault);
            }
        }
    }
}
