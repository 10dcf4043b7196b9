package dev.warren.system;

import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How much Warren writes into its log. A change lasts until Warren ends.
enum LogLevel {
    WARN(Level.WARNING),
    INFO(Level.INFO),
    DEBUG(Level.FINE);

    private static final Logger WARREN = Logger.getLogger("dev.warren");

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    static LogLevel present() {
        return Arrays.stream(values())
                .filter(each -> WARREN.isLoggable(each.level))
                .reduce((quieter, louder) -> louder)
                .orElse(WARN);
    }

    /// Throws [IllegalArgumentException] with the possible names for any other.
    static LogLevel parse(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A level is one of warn, info and debug."));
    }

    void set() {
        WARREN.setLevel(level);
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
