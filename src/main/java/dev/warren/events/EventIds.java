package dev.warren.events;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Ids of version 7 (RFC 9562) that grow with every call of this process, whatever the clock does. They are no
/// secret.
final class EventIds {

    private static final int SUB_MILLISECOND_BITS = 12;

    private final AtomicLong last = new AtomicLong();

    UUID next(long epochMillis) {
        long ticks =
                last.accumulateAndGet(epochMillis << SUB_MILLISECOND_BITS, (before, now) -> Math.max(before + 1, now));
        long high = ticks >>> SUB_MILLISECOND_BITS << 16 | 0x7000 | ticks & 0xfff;
        long low = ThreadLocalRandom.current().nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
