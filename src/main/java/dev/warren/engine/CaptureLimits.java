package dev.warren.engine;

import java.time.Duration;

/// Where a packet capture ends by itself, whichever comes first.
///
/// @param bytes size of the file, at least 4096
/// @param packets at least 1
/// @param time longer than zero, at most a week
/// @param snapLength bytes kept of each packet, 64–65,535; the length that it had is noted all the same
public record CaptureLimits(long bytes, long packets, Duration time, int snapLength) {
    private static final Duration MAX_TIME = Duration.ofDays(7);

    /// Whole packets for ten minutes, up to 100 MiB.
    public static final CaptureLimits DEFAULT =
            new CaptureLimits(100L << 20, Long.MAX_VALUE, Duration.ofMinutes(10), 65_535);

    public CaptureLimits {
        require(bytes >= 4096, "a capture of %d bytes: must be at least 4096", bytes);
        require(packets >= 1, "a capture of %d packets: must be at least 1", packets);
        require(
                time.isPositive() && time.compareTo(MAX_TIME) <= 0,
                "a capture for %s: must be longer than zero and at most a week",
                time);
        require(snapLength >= 64 && snapLength <= 65_535, "snap length %d: must be 64 to 65535", snapLength);
    }

    private static void require(boolean holds, String sentence, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(sentence.formatted(value));
        }
    }

    public CaptureLimits withBytes(long value) {
        return new CaptureLimits(value, packets, time, snapLength);
    }

    public CaptureLimits withPackets(long value) {
        return new CaptureLimits(bytes, value, time, snapLength);
    }

    public CaptureLimits withTime(Duration value) {
        return new CaptureLimits(bytes, packets, value, snapLength);
    }

    public CaptureLimits withSnapLength(int value) {
        return new CaptureLimits(bytes, packets, time, value);
    }
}
