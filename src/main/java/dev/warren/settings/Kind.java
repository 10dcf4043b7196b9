package dev.warren.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// What the value of a [Setting] is.
enum Kind {
    TEXT {
        @Override
        String canonical(String text) {
            return limited(text.strip(), LONGEST);
        }
    },
    /// Never shown again.
    SECRET {
        @Override
        String canonical(String text) {
            return limited(text, LONGEST);
        }
    },
    PORT {
        @Override
        String canonical(String text) {
            if (!text.strip().matches("\\d{1,5}")
                    || Integer.parseInt(text.strip()) < 1
                    || Integer.parseInt(text.strip()) > 65_535) {
                throw new IllegalArgumentException("A port is a number from 1 to 65535.");
            }
            return String.valueOf(Integer.parseInt(text.strip()));
        }
    },
    PROTECTION {
        @Override
        String canonical(String text) {
            var name = text.strip().toLowerCase(Locale.ROOT);
            if (!name.matches("starttls|tls|none")) {
                throw new IllegalArgumentException("The protection is one of starttls, tls and none.");
            }
            return name;
        }
    },
    SENDER {
        @Override
        String canonical(String text) {
            var sender = limited(text.strip(), LONGEST);
            if (!MAILBOX.matcher(sender).matches()) {
                throw new IllegalArgumentException(
                        "A sender is an address like vpn@example.org, or Example VPN <vpn@example.org>.");
            }
            return sender;
        }
    },
    /// `90d`, `12h`, `30m` or `45s`; days without a unit.
    DURATION {
        @Override
        String canonical(String text) {
            return text(duration(text));
        }
    };

    private static final int LONGEST = 400;
    private static final Duration LONGEST_DURATION = Duration.ofDays(36_500);
    private static final Pattern MAILBOX =
            Pattern.compile("[^<>@\\s]+@[^<>@\\s]+|[^<>\\p{Cntrl}]+<[^<>@\\s]+@[^<>@\\s]+>");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*([dhms]?)");

    /// The one way in which a value is kept; throws [IllegalArgumentException] with a sentence for one that can't
    /// be.
    abstract String canonical(String text);

    /// Throws [IllegalArgumentException] for what is no duration.
    static Duration duration(String text) {
        var parts = SPAN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("This is no time like 90d, 36h or 30m.");
        }
        long amount = Long.parseLong(parts.group(1));
        var span = switch (parts.group(2)) {
            case "h" -> Duration.ofHours(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofDays(amount);
        };
        if (span.compareTo(LONGEST_DURATION) > 0) {
            throw new IllegalArgumentException("That is longer than 100 years.");
        }
        return span;
    }

    /// A duration as the environment may have it, which understands more: `PT12H`.
    static Duration configured(String text) {
        return DurationConverter.parseDuration(text);
    }

    /// In the largest unit that leaves no rest.
    static String text(Duration span) {
        if (span.toSeconds() % 86_400 == 0) {
            return span.toDays() + "d";
        } else if (span.toSeconds() % 3_600 == 0) {
            return span.toHours() + "h";
        } else if (span.toSeconds() % 60 == 0) {
            return span.toMinutes() + "m";
        }
        return span.toSeconds() + "s";
    }

    private static String limited(String text, int longest) {
        if (text.isEmpty() || text.length() > longest || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("This has to be a text of 1 to %d characters.".formatted(longest));
        }
        return text;
    }
}
