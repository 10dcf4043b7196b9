package dev.warren.peers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// When which peer has to be looked at, earliest first: however many there are, only those whose time has come cost
/// anything.
final class Agenda {

    private record Entry(Instant at, UUID id) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? id.compareTo(other.id) : byTime;
        }
    }

    private final TreeSet<Entry> entries = new TreeSet<>();
    private final Map<UUID, Entry> byId = new HashMap<>();

    /// @param at null for never
    synchronized void set(UUID id, @Nullable Instant at) {
        Entry old = byId.remove(id);
        if (old != null) {
            entries.remove(old);
        }
        if (at != null) {
            Entry entry = new Entry(at, id);
            byId.put(id, entry);
            entries.add(entry);
        }
    }

    /// Takes out those whose time has come by `now`.
    synchronized List<UUID> due(Instant now) {
        List<UUID> due = new ArrayList<>();
        while (!entries.isEmpty() && !entries.first().at().isAfter(now)) {
            Entry entry = entries.removeFirst();
            byId.remove(entry.id());
            due.add(entry.id());
        }
        return due;
    }
}
