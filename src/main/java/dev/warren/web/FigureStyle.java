package dev.warren.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How a language writes sizes, rates and ages.
///
/// @param units of amounts of data: bytes, thousands of them, millions and so on
/// @param spans of time: days, hours, minutes, seconds
record FigureStyle(Locale locale, List<String> units, List<String> spans) {

    private static final int UNITS = 6;
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};
    private static final String SPACE = "\u00a0";

    static final FigureStyle ENGLISH =
            new FigureStyle(Locale.ROOT, List.of("B", "kB", "MB", "GB", "TB", "PB"), List.of("d", "h", "min", "s"));

    FigureStyle {
        if (units.size() != UNITS || spans.size() != SECONDS.length) {
            throw new IllegalArgumentException("six units and four spans, not %s and %s".formatted(units, spans));
        }
    }

    String bytes(double count) {
        double value = Math.max(0, count);
        int unit = 0;
        while (value >= 999.5 && unit < UNITS - 1) {
            value /= 1000;
            unit++;
        }
        int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(locale, "%." + decimals + "f", value) + SPACE + units.get(unit);
    }

    String rate(double bytesPerSecond) {
        return bytesPerSecond < 0.5 ? "–" : bytes(bytesPerSecond) + "/" + spans.getLast();
    }

    String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        int span = 0;
        while (seconds < SECONDS[span] && span < SECONDS.length - 1) {
            span++;
        }
        return seconds / SECONDS[span] + SPACE + spans.get(span);
    }
}
