package dev.warren.engine.linux;

/// The clock that goes on while the machine sleeps, so that keys grow old in suspend as they do at the other end.
///
/// [System#nanoTime] is `CLOCK_MONOTONIC` on Linux and stands still in suspend.
public final class BootClock {

    private BootClock() {}

    /// Nanoseconds since boot (`CLOCK_BOOTTIME`). Read it once a batch, not once a packet.
    public static long now() {
        return Libc.clockNanos(Libc.CLOCK_BOOTTIME);
    }
}
