package dev.warren.web;

import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Sizes, rates and ages in templates: `{figure:bytes(total)}`, `{figure:rate(bytesPerSecond)}`,
/// `{figure:age(duration)}`.
///
/// `frontend/src/figures.ts` writes the same, so that the first live figure looks like the one that it replaces; both
/// pass the same
/// table of cases.
@TemplateExtension(namespace = "figure")
public final class Figures {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    /// At most three significant digits, decimal units: `999 B`, `1.25 MB`, `640 kB`.
    public static String bytes(long count) {
        return amount(Math.max(0, count));
    }

    /// Nothing is a dash, so that the eye finds what moves.
    public static String rate(double bytesPerSecond) {
        return bytesPerSecond < 0.5 ? "–" : amount(bytesPerSecond) + "/s";
    }

    /// The largest whole unit: `12 s`, `3 min`, `5 h`, `2 d`.
    public static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds >= 86_400) {
            return seconds / 86_400 + "\u00a0d";
        } else if (seconds >= 3_600) {
            return seconds / 3_600 + "\u00a0h";
        } else if (seconds >= 60) {
            return seconds / 60 + "\u00a0min";
        }
        return seconds + "\u00a0s";
    }

    /// In UTC, to the minute: the browser shows it in the reader's own time.
    public static String moment(Instant at) {
        return MOMENT.format(at);
    }

    private static String amount(double value) {
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f\u00a0%s", value, UNITS[unit]);
    }
}
