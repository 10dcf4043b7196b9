package dev.warren.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything that can be set while Warren runs. Each stands in front of a property of the configuration, and so of a
/// variable of the environment.
enum Setting {
    SMTP_HOST(Kind.TEXT),
    SMTP_PORT(Kind.PORT),
    SMTP_SECURITY(Kind.PROTECTION),
    SMTP_USERNAME(Kind.TEXT),
    SMTP_PASSWORD(Kind.SECRET),
    SMTP_FROM(Kind.SENDER),
    METRICS_PASSWORD(Kind.SECRET),
    AUDIT_KEEP(Duration.ofDays(30)),
    EVENTS_KEEP(Duration.ofHours(1)),
    HISTORY_MINUTES(Duration.ofHours(2)),
    HISTORY_HOURS(Duration.ofDays(2)),
    HISTORY_DAYS(Duration.ofDays(7)),
    HISTORY_SESSIONS(Duration.ofHours(1));

    private final Kind kind;
    private final @Nullable Duration shortest;

    Setting(Kind kind) {
        this.kind = kind;
        this.shortest = null;
    }

    Setting(Duration shortest) {
        this.kind = Kind.DURATION;
        this.shortest = shortest;
    }

    /// The name in the API, in forms and in the database: `smtpHost`.
    String key() {
        var words = name().toLowerCase(Locale.ROOT).split("_");
        return words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    String property() {
        return "warren." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    String variable() {
        return property().toUpperCase(Locale.ROOT).replace('.', '_');
    }

    Kind kind() {
        return kind;
    }

    boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /// Throws [IllegalArgumentException] with a sentence for a value that can't be.
    String canonical(String text) {
        var value = kind.canonical(text);
        if (shortest != null && Kind.duration(value).compareTo(shortest) < 0) {
            throw new IllegalArgumentException("This is kept for at least %s.".formatted(Kind.text(shortest)));
        }
        return value;
    }
}
