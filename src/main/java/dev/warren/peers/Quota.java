package dev.warren.peers;

import dev.warren.interfaces.Shortened;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much a peer may transfer in a period, and what happens when it has.
///
/// @param bytes at least 1
@Embeddable
public record Quota(
        @Column(name = "quota_bytes") Long bytes,

        @Column(name = "quota_period") @Enumerated(EnumType.STRING)
        Period period,

        @Column(name = "quota_counts") @Enumerated(EnumType.STRING)
        Counts counts,

        @Column(name = "quota_action") @Enumerated(EnumType.STRING)
        Action action) {

    /// How long bytes count. All but the last begin anew at midnight in the peer's time zone.
    public enum Period {
        DAY,
        WEEK,
        MONTH,
        TOTAL;

        /// When the period that `now` belongs to began.
        Instant begin(Instant now, ZoneId zone) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            return switch (this) {
                case DAY -> today.atStartOfDay(zone).toInstant();
                case WEEK -> monday(today).atStartOfDay(zone).toInstant();
                case MONTH -> today.withDayOfMonth(1).atStartOfDay(zone).toInstant();
                case TOTAL -> Instant.EPOCH;
            };
        }

        /// When the next one begins.
        Instant end(Instant now, ZoneId zone) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            return switch (this) {
                case DAY -> today.plusDays(1).atStartOfDay(zone).toInstant();
                case WEEK -> monday(today).plusWeeks(1).atStartOfDay(zone).toInstant();
                case MONTH ->
                    today.withDayOfMonth(1).plusMonths(1).atStartOfDay(zone).toInstant();
                case TOTAL -> Instant.MAX;
            };
        }

        private static LocalDate monday(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }
    }

    /// Which bytes count, as the server sees them.
    public enum Counts {
        RECEIVED,
        SENT,
        BOTH;

        long of(long received, long sent) {
            return switch (this) {
                case RECEIVED -> received;
                case SENT -> sent;
                case BOTH -> received + sent;
            };
        }
    }

    /// What happens at the last byte.
    public enum Action {
        NOTIFY,
        DISABLE
    }

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})(?:\\s*([kmgtp]?)(i?)b?)?");
    private static final String UNITS = "kmgtp";

    /// Reads a number of bytes, or one with a unit: `50 GB` (thousands) or `50 GiB` (1024).
    ///
    /// @throws IllegalArgumentException with a sentence if it is none, or 0
    static long size(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            String unit = matcher.group(2) == null ? "" : matcher.group(2);
            boolean binary = "i".equals(matcher.group(3));
            long bytes = Long.parseLong(matcher.group(1));
            try {
                for (int i = unit.isEmpty() ? -1 : UNITS.indexOf(unit); i >= 0; i--) {
                    bytes = Math.multiplyExact(bytes, binary ? 1_024L : 1_000L);
                }
                if (bytes > 0) {
                    return bytes;
                }
            } catch (ArithmeticException e) {
                throw sizeRefusal(text);
            }
        }
        throw sizeRefusal(text);
    }

    /// The shortest text that [#size] reads as `bytes`.
    static String text(long bytes) {
        long amount = bytes;
        int unit = -1;
        while (amount % 1_000 == 0 && unit < UNITS.length() - 1) {
            amount /= 1_000;
            unit++;
        }
        return unit < 0
                ? String.valueOf(bytes)
                : "%d %sB"
                        .formatted(
                                amount,
                                unit == 0
                                        ? "k"
                                        : UNITS.substring(unit, unit + 1).toUpperCase(Locale.ROOT));
    }

    private static IllegalArgumentException sizeRefusal(String text) {
        return new IllegalArgumentException(
                "“%s” is not an amount of data such as 50 GB.".formatted(Shortened.of(text)));
    }

    /// @throws IllegalArgumentException with a sentence if it is none that this version can do
    static Action action(String text) {
        if (text.strip().equalsIgnoreCase("throttle")) {
            throw new IllegalArgumentException(
                    "This engine has no rate limit yet, so it can't throttle: choose notify or disable.");
        }
        return Words.choice(Action.class, "The action at the end of a quota", text);
    }
}
