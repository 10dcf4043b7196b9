package dev.warren.endtoend;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for something to become true, and says how long that took.
public final class Eventually {

    private static final long STEP = Duration.ofMillis(20).toNanos();

    private Eventually() {}

    /// @throws AssertionError naming `what` if it does not come true in time
    public static Duration within(Duration limit, String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError("not within %s: %s".formatted(limit, what));
            }
            LockSupport.parkNanos(STEP);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
