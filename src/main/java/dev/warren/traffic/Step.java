package dev.warren.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// How fine a history is. A day is one of UTC.
enum Step {
    MINUTE(ChronoUnit.MINUTES, Duration.ofHours(3)),
    HOUR(ChronoUnit.HOURS, Duration.ofDays(2)),
    DAY(ChronoUnit.DAYS, Duration.ofDays(31));

    private final ChronoUnit unit;
    private final Duration usual;

    Step(ChronoUnit unit, Duration usual) {
        this.unit = unit;
        this.usual = usual;
    }

    /// The name in the API, in the database and in its functions.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The beginning of the step that `instant` is in.
    Instant floor(Instant instant) {
        return instant.truncatedTo(unit);
    }

    Duration length() {
        return unit.getDuration();
    }

    /// How much of it is shown if nobody says how much.
    Duration usual() {
        return usual;
    }
}
