package dev.warren.traffic;

import dev.warren.web.FieldErrors;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A history as the API shows it.
///
/// @param step minute, hour or day
/// @param from where the first step begins
/// @param points the steps in which something moved, oldest first
record HistoryView(String step, Instant from, Instant to, List<Sample> points) {

    /// Longer ones are asked for in parts, or in larger steps.
    private static final int MOST_POINTS = 5_000;

    /// What a request asks for.
    record Query(Step step, Instant from, Instant to) {

        /// Without an end it is now; without a beginning, what the step usually shows.
        ///
        /// @throws Rejection for what can't be read
        static Query of(@Nullable String step, @Nullable String from, @Nullable String to, Instant now) {
            var errors = new FieldErrors();
            Step width = errors.check("step", () -> step(step));
            Instant end = errors.check("to", () -> time(to, now));
            errors.reject();
            if (width == null || end == null) {
                throw new AssertionError("what is null was rejected");
            }
            Instant begin = errors.check("from", () -> time(from, end.minus(width.usual())));
            if (begin != null && !begin.isBefore(end)) {
                errors.add("from", "This has to be before `to`.");
            } else if (begin != null && Duration.between(begin, end).dividedBy(width.length()) > MOST_POINTS) {
                errors.add("from", "That are more than %d steps: ask for larger ones.".formatted(MOST_POINTS));
            }
            errors.reject();
            if (begin == null) {
                throw new AssertionError("what is null was rejected");
            }
            return new Query(width, width.floor(begin), end);
        }

        private static Step step(@Nullable String text) {
            return switch (text == null ? "hour" : text) {
                case "minute" -> Step.MINUTE;
                case "hour" -> Step.HOUR;
                case "day" -> Step.DAY;
                default -> throw new IllegalArgumentException("A step is a minute, an hour or a day.");
            };
        }

        private static Instant time(@Nullable String text, Instant otherwise) {
            try {
                return text == null
                        ? otherwise
                        : OffsetDateTime.parse(text.strip()).toInstant();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("This is no time like 2026-12-31T23:00:00Z.", e);
            }
        }
    }

    static HistoryView of(Query query, List<Sample> points) {
        return new HistoryView(query.step().key(), query.from(), query.to(), points);
    }
}
