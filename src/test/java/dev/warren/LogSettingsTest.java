package dev.warren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class LogSettingsTest {

    private static SmallRyeConfig config(String... settings) {
        var builder = new SmallRyeConfigBuilder();
        for (int i = 0; i < settings.length; i += 2) {
            builder.withDefaultValue(settings[i], settings[i + 1]);
        }
        return builder.build();
    }

    @Test
    void without_a_word_it_is_text_and_not_too_much() {
        assertEquals(new LogSettings(false, "INFO"), LogSettings.of(config()));
    }

    @Test
    void the_case_does_not_matter() {
        var config = config("WARREN_LOG_FORMAT", "JSON", "WARREN_LOG_LEVEL", "Debug");

        assertEquals(new LogSettings(true, "DEBUG"), LogSettings.of(config));
    }

    @Test
    void what_is_none_stops_the_start_with_the_choices() {
        var refused = assertThrows(ServerCannotStart.class, () -> LogSettings.of(config("WARREN_LOG_LEVEL", "loud")));

        assertEquals(
                "WARREN_LOG_LEVEL is loud, which is none: set it to one of error, warn, info, debug.",
                refused.getMessage());
    }
}
