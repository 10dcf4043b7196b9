package dev.warren.engine.device;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How many packets from and to one peer were dropped, by reason. Any thread may count.
final class PeerDrops {
    /// Made with the first one: most peers never have any.
    private final AtomicReference<@Nullable AtomicLongArray> counts = new AtomicReference<>();

    void add(Drop reason, long packets) {
        AtomicLongArray known = counts.get();
        if (known == null) {
            AtomicLongArray fresh = new AtomicLongArray(Drop.values().length);
            AtomicLongArray other = counts.compareAndExchange(null, fresh);
            known = other == null ? fresh : other;
        }
        known.addAndGet(reason.ordinal(), packets);
    }

    /// Those that ever happened.
    Map<Drop, Long> all() {
        Map<Drop, Long> all = new EnumMap<>(Drop.class);
        AtomicLongArray known = counts.get();
        if (known != null) {
            for (Drop reason : Drop.values()) {
                if (known.get(reason.ordinal()) > 0) {
                    all.put(reason, known.get(reason.ordinal()));
                }
            }
        }
        return all;
    }
}
