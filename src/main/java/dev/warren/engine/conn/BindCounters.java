package dev.warren.engine.conn;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// How often each [BindEvent] has happened; any thread counts.
final class BindCounters {

    private final Map<BindEvent, LongAdder> counts = new EnumMap<>(BindEvent.class);

    BindCounters() {
        for (BindEvent event : BindEvent.values()) {
            counts.put(event, new LongAdder());
        }
    }

    void add(BindEvent event, int times) {
        of(event).add(times);
    }

    long count(BindEvent event) {
        return of(event).sum();
    }

    private LongAdder of(BindEvent event) {
        return Objects.requireNonNull(counts.get(event));
    }
}
