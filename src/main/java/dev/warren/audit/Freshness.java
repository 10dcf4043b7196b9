package dev.warren.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// How long what was read from the database is believed: a second, and no longer than until a change of it stands in
/// the audit log.
///
/// Whatever Warren does to a thing stands there. The second is for what another program does to the database:
/// resetting a password from the command line.
public final class Freshness {

    /// What is older needn't be kept.
    public static final Duration KEPT = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Set<String> subjects;
    private final AtomicLong changes = new AtomicLong();

    /// @param subjects the types of subjects whose changes count
    public Freshness(InstantSource clock, String... subjects) {
        this.clock = clock;
        this.subjects = Set.of(subjects);
    }

    /// What was read, and what was the case before.
    public record Read<T>(T value, Instant since, long changes) {}

    /// Reads it now. What changes meanwhile counts as later.
    public <T> Read<T> read(Supplier<T> source) {
        var before = changes.get();
        var since = clock.instant();
        return new Read<>(source.get(), since, before);
    }

    /// Whether it is still believed.
    public boolean holds(Read<?> read) {
        var now = clock.instant();
        return read.changes() == changes.get()
                && !now.isBefore(read.since()) // nor if the clock was set back
                && now.isBefore(read.since().plus(KEPT));
    }

    /// Ends everything that was read so far if this may have changed it.
    public void changed(Recorded recorded) {
        if (subjects.contains(recorded.subject().type())) {
            changes.incrementAndGet();
        }
    }
}
