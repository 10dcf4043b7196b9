package dev.warren.engine.noise;

import java.nio.ByteBuffer;
import java.time.Instant;

/// A moment as TAI64N writes it, 12 bytes: what makes an initiation newer than the last one (whitepaper §5.1).
///
/// Nanoseconds are rounded down to a multiple of 2^24 (16.8 ms), so that initiations don't tell the world how exact the
/// clock is.
///
/// @param seconds 2^62 + 10 + seconds since 1970, unsigned
/// @param nanos unsigned; a peer may have sent any value
public record Tai64n(long seconds, int nanos) implements Comparable<Tai64n> {
    static final int LENGTH = 12;

    private static final long EPOCH = 0x4000_0000_0000_000AL;
    private static final int TICK = 1 << 24;
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    public static Tai64n of(Instant instant) {
        return new Tai64n(EPOCH + instant.getEpochSecond(), instant.getNano() & -TICK);
    }

    static Tai64n read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Tai64n(buffer.getLong(), buffer.getInt());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(seconds).putInt(nanos).array();
    }

    /// The next moment that can be told apart from this one.
    Tai64n next() {
        int next = nanos + TICK;
        return next < NANOS_PER_SECOND ? new Tai64n(seconds, next) : new Tai64n(seconds + 1, 0);
    }

    boolean isAfter(Tai64n other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Tai64n other) {
        int order = Long.compareUnsigned(seconds, other.seconds);
        return order != 0 ? order : Integer.compareUnsigned(nanos, other.nanos);
    }
}
