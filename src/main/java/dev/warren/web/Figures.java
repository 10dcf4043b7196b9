package dev.warren.web;

import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateExtension.TemplateAttribute;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Sizes, rates and ages, in English for programs and logs, and in the reader's language in templates:
/// `{figure:bytes(total)}`, `{figure:rate(bytesPerSecond)}`, `{figure:age(duration)}`.
///
/// `frontend/src/figures.ts` writes the same, so that the first live figure looks like the one that it replaces; both
/// pass the same table of cases.
public final class Figures {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    /// At most three significant digits, decimal units: `999 B`, `1.25 MB`, `640 kB`.
    public static String bytes(long count) {
        return FigureStyle.ENGLISH.bytes(count);
    }

    /// Nothing is a dash, so that the eye finds what moves.
    public static String rate(double bytesPerSecond) {
        return FigureStyle.ENGLISH.rate(bytesPerSecond);
    }

    /// The largest whole unit: `12 s`, `3 min`, `5 h`, `2 d`.
    public static String age(Duration age) {
        return FigureStyle.ENGLISH.age(age);
    }

    /// In UTC, to the minute: the browser shows it in the reader's own time.
    public static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /// The same in templates.
    @TemplateExtension(namespace = "figure")
    static final class InTemplates {

        private InTemplates() {}

        static String bytes(long count, @TemplateAttribute("locale") Object locale) {
            return style(locale).bytes(count);
        }

        static String rate(double bytesPerSecond, @TemplateAttribute("locale") Object locale) {
            return style(locale).rate(bytesPerSecond);
        }

        static String age(Duration age, @TemplateAttribute("locale") Object locale) {
            return style(locale).age(age);
        }

        /// Seconds as the largest whole unit.
        static String span(long seconds, @TemplateAttribute("locale") Object locale) {
            return style(locale).age(Duration.ofSeconds(seconds));
        }

        static String moment(Instant at) {
            return Figures.moment(at);
        }

        /// The moment that a program wrote down.
        static Instant instant(String text) {
            return Instant.parse(text);
        }

        /// The whole number that a program wrote down.
        static long number(String text) {
            return Long.parseLong(text);
        }

        /// What stands before the decimals.
        static String point(@TemplateAttribute("locale") Object locale) {
            return String.valueOf(style(locale).point());
        }

        private static FigureStyle style(Object locale) {
            return FigureStyle.of((Locale) locale);
        }
    }
}
