package dev.warren;

import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/// How the log is written, and how much of it.
///
/// @param json one object a line, for programs; else text, for people
/// @param level of Warren's own classes: `INFO`
record LogSettings(boolean json, String level) {

    private static final List<String> FORMATS = List.of("text", "json");
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");

    /// What `WARREN_LOG_FORMAT` and `WARREN_LOG_LEVEL` say.
    ///
    /// @throws ServerCannotStart if one of them is nothing that there is
    static LogSettings of(Config config) {
        boolean json = oneOf(config, "WARREN_LOG_FORMAT", FORMATS, "text").equals("json");
        String level = oneOf(config, "WARREN_LOG_LEVEL", LEVELS, "info");
        return new LogSettings(json, level.toUpperCase(Locale.ROOT));
    }

    private static String oneOf(Config config, String variable, List<String> choices, String otherwise) {
        String wanted = config.getOptionalValue(variable, String.class)
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .orElse(otherwise);
        if (!choices.contains(wanted)) {
            throw new ServerCannotStart("%s is %s, which is none: set it to one of %s."
                    .formatted(variable, wanted, String.join(", ", choices)));
        }
        return wanted;
    }

    void publish() {
        System.setProperty("quarkus.log.console.json.enabled", String.valueOf(json));
        if (json) {
            // It is for text; the objects have it as it is.
            System.setProperty("quarkus.log.console.filter", "");
        }
        System.setProperty("quarkus.log.category.\"dev.warren\".level", level);
    }
}
