package dev.warren.web;

import java.text.DecimalFormatSymbols;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How a language writes sizes, rates, ages, dates and hours of the week.
///
/// @param units of amounts of data: bytes, thousands of them, millions and so on
/// @param spans of time: days, hours, minutes, seconds
record FigureStyle(Locale locale, List<String> units, List<String> spans) {

    private static final int UNITS = 6;
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};
    private static final String SPACE = "\u00a0";

    static final FigureStyle ENGLISH =
            new FigureStyle(Locale.ROOT, List.of("B", "kB", "MB", "GB", "TB", "PB"), List.of("d", "h", "min", "s"));

    /// What [#bytes(double)] and [#age(Duration)] write in English.
    private static final Pattern FIGURE = Pattern.compile("(\\d+(?:\\.\\d+)?)" + SPACE + "(?:([kMGTP]?B)|(d|h|min|s))");

    /// `21 November 2026 12:00 CET`, and with seconds.
    private static final Pattern DATE = Pattern.compile("(\\d{1,2} [A-Z][a-z]+ \\d{4} \\d{2}:\\d{2}(:\\d{2})?) (\\S+)");

    private static final DateTimeFormatter ENGLISH_DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm[:ss]", Locale.ENGLISH);

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z");

    /// `mon-fri 08:00-18:00, sat sun 10:00-12:00`.
    private static final Pattern WEEK_HOURS;

    private static final Pattern DAY = Pattern.compile("mon|tue|wed|thu|fri|sat|sun");

    static {
        var days = "(?:%1$s)(?:-(?:%1$s))?".formatted(DAY.pattern());
        var hours = "%1$s(?: %1$s)* \\d{2}:\\d{2}-\\d{2}:\\d{2}".formatted(days);
        WEEK_HOURS = Pattern.compile("%1$s(?:, %1$s)*".formatted(hours));
    }

    private static final Map<Locale, FigureStyle> STYLES = new ConcurrentHashMap<>();

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
        if (unit == 0) {
            return Math.round(value) + SPACE + units.get(0);
        }
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(locale, "%." + decimals + "f", value) + SPACE + units.get(unit);
    }

    char point() {
        return DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
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

    static FigureStyle of(Locale locale) {
        return STYLES.computeIfAbsent(locale, FigureStyle::read);
    }

    private static FigureStyle read(Locale locale) {
        var texts = Language.of(locale.getLanguage()).orElse(Language.EN).texts(WebTexts.class);
        return new FigureStyle(
                locale, List.of(texts.units().split(" ")), List.of(texts.spans().split(" ")));
    }

    /// A figure, date or hours of an English sentence as this language writes them; any other text as it is.
    String rewritten(String english) {
        var figure = FIGURE.matcher(english);
        if (figure.matches()) {
            var unit = figure.group(2) == null
                    ? spans.get(ENGLISH.spans.indexOf(figure.group(3)))
                    : units.get(ENGLISH.units.indexOf(figure.group(2)));
            return figure.group(1).replace('.', point()) + SPACE + unit;
        }
        if (WEEK_HOURS.matcher(english).matches()) {
            return DAY.matcher(english)
                    .replaceAll(day -> Matcher.quoteReplacement(weekday(day.group())))
                    .replace('-', '–');
        }
        try {
            var date = DATE.matcher(english);
            if (date.matches()) {
                return date(LocalDateTime.parse(date.group(1), ENGLISH_DATE), date.group(2) != null) + " "
                        + date.group(3);
            }
            if (INSTANT.matcher(english).matches()) {
                return date(LocalDateTime.ofInstant(Instant.parse(english), ZoneOffset.UTC), true) + " UTC";
            }
        } catch (DateTimeParseException e) {
            // It only looked like one.
            return english;
        }
        return english;
    }

    private String weekday(String english) {
        var day = Stream.of(DayOfWeek.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).startsWith(english))
                .findFirst()
                .orElseThrow();
        return day.getDisplayName(TextStyle.SHORT_STANDALONE, locale);
    }

    private String date(LocalDateTime at, boolean seconds) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, seconds ? FormatStyle.MEDIUM : FormatStyle.SHORT)
                .withLocale(locale)
                .format(at);
    }
}
