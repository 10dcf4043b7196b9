package dev.warren.peers;

import dev.warren.interfaces.Shortened;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Times of expiry as people and programs write them.
final class Expiry {

    /// What an `<input type="datetime-local">` takes and gives.
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private static final int LAST_YEAR = 9999;

    private Expiry() {}

    static ZoneId zone(String text) {
        try {
            return text.isBlank() ? ZoneId.systemDefault() : ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "“%s” is not a time zone such as Europe/Berlin.".formatted(Shortened.of(text)), e);
        }
    }

    /// Reads a time with an offset, a time of `zone`, or a date, which ends with its last second in `zone`.
    ///
    /// @throws IllegalArgumentException with a sentence if `text` is none of these
    static Instant parse(String text, ZoneId zone) {
        String value = text.strip();
        try {
            Instant instant;
            if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
                instant = LocalDate.parse(value)
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .minusSeconds(1)
                        .toInstant();
            } else if (value.matches(".*T.*(Z|[+-]\\d{2}:?\\d{2})(\\[.+])?")) {
                instant = value.endsWith("]")
                        ? ZonedDateTime.parse(value).toInstant()
                        : OffsetDateTime.parse(value).toInstant();
            } else {
                instant = LocalDateTime.parse(value.replace(' ', 'T'))
                        .atZone(zone)
                        .toInstant();
            }
            if (instant.atZone(zone).getYear() > LAST_YEAR) {
                throw new DateTimeException("a year of five digits");
            }
            return instant.truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "“%s” is not a date and time such as 2030-12-31T18:00.".formatted(Shortened.of(value)), e);
        }
    }

    static String text(@Nullable Instant expiresAt, ZoneId zone) {
        return expiresAt == null ? "" : LOCAL.format(expiresAt.atZone(zone));
    }
}
