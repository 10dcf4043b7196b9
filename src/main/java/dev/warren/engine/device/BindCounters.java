package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.conn.BindEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/// A socket's counters by name.
final class BindCounters {
    private BindCounters() {}

    static Map<String, Long> of(Bind bind) {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (BindEvent event : BindEvent.values()) {
            counters.put(event.key(), bind.count(event));
        }
        return counters;
    }
}
