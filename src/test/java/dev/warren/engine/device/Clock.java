package dev.warren.engine.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Both clocks of a device, moved by hand. The wall clock may also be set.
final class Clock implements InstantSource {
    private long now = 1_000_000_000L;
    private Instant wall = Instant.parse("2026-03-01T12:00:00Z");

    /// Nanoseconds since boot.
    long now() {
        return now;
    }

    @Override
    public Instant instant() {
        return wall;
    }

    /// Lets time go by until `then`.
    void until(long then) {
        wall = wall.plusNanos(then - now);
        now = then;
    }

    /// Sets the wall clock forward or back; nothing else notices.
    void step(Duration by) {
        wall = wall.plus(by);
    }
}
