package dev.warren.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A setting as the API shows it. Times are seconds, a port is a number, everything else is text.
@Schema(name = "Setting")
record SettingView(
        @Schema(examples = "smtpHost") String name,

        @Schema(description = "what counts; null for a secret, and for what is not set", examples = "mail.example.org")
        @Nullable Object value,

        @Schema(description = "whether there is a value, a secret one too")
        boolean set,

        @Schema(
                enumeration = {"stored", "variable", "configuration", "default"},
                description = "where the value comes from; only a stored one can be changed here")
        String source,

        @Schema(
                description = "the variable of the environment in front of which it stands",
                examples = "WARREN_SMTP_HOST")
        String variable) {

    static List<SettingView> all(Settings settings) {
        return Arrays.stream(Setting.values())
                .map(setting -> of(setting, settings))
                .toList();
    }

    private static SettingView of(Setting setting, Settings settings) {
        Optional<String> value = settings.stored(setting).or(() -> settings.inherited(setting));
        return new SettingView(
                setting.key(),
                setting.isSecret()
                        ? null
                        : value.map(text -> typed(setting, text)).orElse(null),
                value.isPresent(),
                settings.source(setting).name().toLowerCase(Locale.ROOT),
                setting.variable());
    }

    private static Object typed(Setting setting, String text) {
        return switch (setting.kind()) {
            case PORT -> Integer.valueOf(text);
            case DURATION -> Kind.configured(text).toSeconds();
            case TEXT, SECRET, PROTECTION, SENDER -> text;
        };
    }
}
