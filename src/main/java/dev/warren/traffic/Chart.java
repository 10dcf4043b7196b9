package dev.warren.traffic;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A history as pages draw it: every step of a span of time, with nothing where nothing moved.
///
/// @param path of the page that shows it, for the links to other spans
/// @param rates whether bytes a second are shown instead of bytes
/// @param stepSeconds how long a point lasts
public record Chart(String path, Span span, boolean rates, long stepSeconds, List<Point> points) {

    /// How far back a chart reaches.
    public enum Span {
        HOUR(Step.MINUTE, 60, "HH:mm"),
        DAY(Step.HOUR, 24, "d MMM HH:mm"),
        MONTH(Step.DAY, 30, "d MMM");

        private final Step step;
        private final int points;
        private final DateTimeFormatter time;

        Span(Step step, int points, String time) {
            this.step = step;
            this.points = points;
            this.time = DateTimeFormatter.ofPattern(time, Locale.ENGLISH).withZone(ZoneOffset.UTC);
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Span of(@Nullable String key) {
            for (Span span : values()) {
                if (span.key().equals(key)) {
                    return span;
                }
            }
            return DAY;
        }
    }

    /// One step.
    ///
    /// @param text its beginning in UTC
    public record Point(Instant at, String text, long received, long sent, double receiveRate, double sendRate) {}

    /// @param number of a peer, or [TrafficTable#EVERYBODY]
    static Chart of(
            History history, long number, String path, @Nullable String span, @Nullable String unit, Instant now)
            throws SQLException {
        Span chosen = Span.of(span);
        Duration step = chosen.step.length();
        Instant last = chosen.step.floor(now);
        Instant first = last.minus(step.multipliedBy(chosen.points - 1));
        Map<Instant, Sample> samples = history.read(chosen.step, number, first, now).stream()
                .collect(Collectors.toMap(Sample::at, Function.identity()));
        List<Point> points = new ArrayList<>();
        for (Instant at = first; !at.isAfter(last); at = at.plus(step)) {
            Sample sample = samples.getOrDefault(at, new Sample(at, 0, 0));
            long elapsed = Math.max(
                    1, Math.min(step.toSeconds(), Duration.between(at, now).toSeconds()));
            points.add(new Point(
                    at,
                    chosen.time.format(at),
                    sample.receiveBytes(),
                    sample.transmitBytes(),
                    (double) sample.receiveBytes() / elapsed,
                    (double) sample.transmitBytes() / elapsed));
        }
        return new Chart(path, chosen, "rate".equals(unit), step.toSeconds(), List.copyOf(points));
    }

    public boolean isEmpty() {
        return points.stream().allMatch(point -> point.received() == 0 && point.sent() == 0);
    }

    public long received() {
        return points.stream().mapToLong(Point::received).sum();
    }

    public long sent() {
        return points.stream().mapToLong(Point::sent).sum();
    }

    public boolean is(String key) {
        return span.key().equals(key);
    }

    /// The query string of another span or unit.
    public String link(String otherSpan, boolean asRates) {
        return "?span=%s&unit=%s".formatted(otherSpan, asRates ? "rate" : "bytes");
    }
}
