package dev.warren.peers;

import dev.warren.interfaces.Shortened;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Hours of the week at which a peer may connect: `mon-fri 08:00-18:00, sat 10:00-12:00`.
///
/// A window whose end is not after its begin lasts into the next day. Local times mean what the clock on the wall
/// shows: a time that daylight saving leaves out is the moment of the change, and of a time that comes twice a window
/// begins with the first and ends with the last.
public record WeekHours(List<Window> windows) {

    /// @param end `LocalTime.MIDNIGHT` for the end of the day
    public record Window(Set<DayOfWeek> days, LocalTime begin, LocalTime end) {

        public Window {
            days = days.isEmpty() ? Set.of() : EnumSet.copyOf(days);
        }

        private boolean isOvernight() {
            return !begin.isBefore(end);
        }

        @Override
        public String toString() {
            return listed(days) + " " + begin + "-" + (end.equals(LocalTime.MIDNIGHT) ? "24:00" : end);
        }
    }

    private record Span(Instant begin, Instant end) {}

    private static final Pattern WINDOW = Pattern.compile(
            "(?:([a-z]{3}(?:-[a-z]{3})?(?:[ +]+[a-z]{3}(?:-[a-z]{3})?)*) +)?(\\d{1,2}:\\d{2})\\s*-\\s*(\\d{1,2}:\\d{2})");
    private static final int MOST = 21;
    private static final int DAYS_AHEAD = 8;

    public WeekHours {
        windows = List.copyOf(windows);
    }

    /// Reads windows that are separated by commas or semicolons. Without days a window is of every day.
    ///
    /// @throws IllegalArgumentException with a sentence about the first that is none
    public static WeekHours parse(String text) {
        List<Window> windows = new ArrayList<>();
        for (String entry : text.toLowerCase(Locale.ROOT).split("[,;\\n]")) {
            if (!entry.isBlank()) {
                windows.add(window(entry.strip()));
            }
        }
        if (windows.isEmpty() || windows.size() > MOST) {
            throw new IllegalArgumentException("That should be 1 to %d windows.".formatted(MOST));
        }
        return new WeekHours(windows);
    }

    /// Whether `now` is inside of a window.
    public boolean contains(Instant now, ZoneId zone) {
        return spans(now, zone).stream().anyMatch(span -> !now.isBefore(span.begin()) && now.isBefore(span.end()));
    }

    /// The first moment after `now` at which [#contains] answers otherwise; null if it never will.
    public @Nullable Instant nextChange(Instant now, ZoneId zone) {
        Instant edge = null;
        for (Span span : spans(now, zone)) {
            if (!now.isBefore(span.begin()) && now.isBefore(span.end())) {
                edge = edge == null || span.end().isAfter(edge) ? span.end() : edge;
            } else if (span.begin().isAfter(now) && edge == null) {
                return span.begin();
            } else if (edge != null && !span.begin().isAfter(edge) && span.end().isAfter(edge)) {
                edge = span.end();
            }
        }
        // Windows that leave no gap all week never close.
        return edge != null && edge.isBefore(horizon(now, zone)) ? edge : null;
    }

    /// The windows of the days around `now`, by their begin.
    private List<Span> spans(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<Span> spans = new ArrayList<>();
        for (int day = -1; day <= DAYS_AHEAD; day++) {
            LocalDate date = today.plusDays(day);
            for (Window window : windows) {
                if (window.days().contains(date.getDayOfWeek())) {
                    LocalDate last = window.isOvernight() ? date.plusDays(1) : date;
                    Instant begin = instant(date.atTime(window.begin()), zone, true);
                    Instant end = instant(last.atTime(window.end()), zone, false);
                    if (begin.isBefore(end)) {
                        spans.add(new Span(begin, end));
                    }
                }
            }
        }
        spans.sort(Comparator.comparing(Span::begin).thenComparing(Span::end));
        return spans;
    }

    private static Instant horizon(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(now, zone)
                .plusDays(DAYS_AHEAD)
                .atStartOfDay(zone)
                .toInstant();
    }

    private static Instant instant(LocalDateTime local, ZoneId zone, boolean earliest) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = zone.getRules().getTransition(local);
            return gap.getInstant();
        }
        return local.toInstant(earliest ? offsets.getFirst() : offsets.getLast());
    }

    private static Window window(String entry) {
        Matcher matcher = WINDOW.matcher(entry);
        if (!matcher.matches()) {
            throw refusal(entry);
        }
        String days = matcher.group(1);
        return new Window(
                days == null ? EnumSet.allOf(DayOfWeek.class) : days(days, entry),
                time(matcher.group(2), entry, false),
                time(matcher.group(3), entry, true));
    }

    private static Set<DayOfWeek> days(String text, String entry) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split("[ +]+")) {
            String[] ends = part.split("-");
            DayOfWeek day = day(ends[0], entry);
            DayOfWeek last = day(ends[ends.length - 1], entry);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text, String entry) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (text.equals(abbreviation(day))) {
                return day;
            }
        }
        throw refusal(entry);
    }

    private static LocalTime time(String text, String entry, boolean isEnd) {
        int hour = Integer.parseInt(text.substring(0, text.indexOf(':')));
        int minute = Integer.parseInt(text.substring(text.indexOf(':') + 1));
        if (isEnd && hour == 24 && minute == 0) {
            return LocalTime.MIDNIGHT;
        }
        if (hour > 23 || minute > 59) {
            throw refusal(entry);
        }
        return LocalTime.of(hour, minute);
    }

    private static IllegalArgumentException refusal(String entry) {
        return new IllegalArgumentException(
                "“%s” is not a window such as mon-fri 08:00-18:00.".formatted(Shortened.of(entry)));
    }

    private static String abbreviation(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    /// Days in a row as `mon-fri`, others one by one.
    private static String listed(Set<DayOfWeek> days) {
        List<String> runs = new ArrayList<>();
        List<DayOfWeek> all = days.stream().sorted().toList();
        for (int i = 0; i < all.size(); ) {
            int last = i;
            while (last + 1 < all.size()
                    && all.get(last + 1).getValue() == all.get(last).getValue() + 1) {
                last++;
            }
            runs.add(abbreviation(all.get(i)) + (last > i ? "-" + abbreviation(all.get(last)) : ""));
            i = last + 1;
        }
        return String.join(" ", runs);
    }

    @Override
    public String toString() {
        return windows.stream().map(Window::toString).collect(Collectors.joining(", "));
    }
}
