package dev.warren.engine.conn;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/// How often each [BindEvent] has happened; any thread counts.
final class BindCounters {

    private final LongAdder[] counts = new LongAdder[BindEvent.values().length];

    BindCounters() {
        Arrays.setAll(counts, i -> new LongAdder());
    }

    void add(BindEvent event, int times) {
        counts[event.ordinal()].add(times);
    }

    long count(BindEvent event) {
        return counts[event.ordinal()].sum();
    }
}
