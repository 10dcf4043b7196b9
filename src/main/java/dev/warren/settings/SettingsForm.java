package dev.warren.settings;

import dev.warren.web.FieldErrors;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings as the page shows them: what is stored or was typed, and what counts without it.
record SettingsForm(Map<Setting, Field> fields, FieldErrors errors) {

    static final List<Setting> MAIL = List.of(
            Setting.SMTP_HOST,
            Setting.SMTP_PORT,
            Setting.SMTP_SECURITY,
            Setting.SMTP_USERNAME,
            Setting.SMTP_PASSWORD,
            Setting.SMTP_FROM);

    static final List<Setting> KEEPING = List.of(
            Setting.AUDIT_KEEP,
            Setting.EVENTS_KEEP,
            Setting.HISTORY_MINUTES,
            Setting.HISTORY_HOURS,
            Setting.HISTORY_DAYS,
            Setting.HISTORY_SESSIONS);

    /// @param value     what is stored or was typed; empty for a secret
    /// @param inherited what counts if nothing is stored; empty for a secret
    /// @param set       whether there is a value from wherever
    /// @param source    where it comes from
    record Field(String name, String value, String inherited, boolean set, Settings.Source source, String variable) {

        /// Whether there is anything to tell of where it comes from.
        public boolean isTold() {
            return source != Settings.Source.DEFAULT;
        }

        public boolean isStored() {
            return source == Settings.Source.STORED;
        }
    }

    static SettingsForm of(Settings settings) {
        var fields = new EnumMap<Setting, Field>(Setting.class);
        for (var setting : Setting.values()) {
            fields.put(
                    setting, field(setting, settings, settings.stored(setting).orElse("")));
        }
        return new SettingsForm(fields, FieldErrors.none());
    }

    /// With what was typed in place of what is stored.
    static SettingsForm again(
            Settings settings, List<Setting> part, MultivaluedMap<String, String> typed, FieldErrors errors) {
        var fields = new EnumMap<Setting, Field>(of(settings).fields());
        for (var setting : part) {
            fields.put(setting, field(setting, settings, text(typed, setting)));
        }
        return new SettingsForm(fields, errors);
    }

    /// What the form asks for. An empty field is what the environment says; an empty secret stays what it is.
    static Map<Setting, Optional<String>> wanted(List<Setting> part, MultivaluedMap<String, String> typed) {
        var wanted = new EnumMap<Setting, Optional<String>>(Setting.class);
        for (var setting : part) {
            var text = text(typed, setting);
            if (!setting.isSecret()) {
                wanted.put(setting, Optional.of(text).filter(value -> !value.isBlank()));
            } else if (typed.containsKey(setting.key() + "Forgotten")) {
                wanted.put(setting, Optional.empty());
            } else if (!text.isEmpty()) {
                wanted.put(setting, Optional.of(text));
            }
        }
        return wanted;
    }

    /// The field of a setting by its name, for templates.
    public Field of(String key) {
        var field = Setting.of(key).map(fields::get);
        return field.orElseThrow(() -> new IllegalArgumentException("no setting: " + key));
    }

    private static Field field(Setting setting, Settings settings, String value) {
        var inherited = settings.inherited(setting);
        return new Field(
                setting.key(),
                setting.isSecret() ? "" : value,
                setting.isSecret() ? "" : inherited.orElse(""),
                settings.stored(setting).or(() -> inherited).isPresent(),
                settings.source(setting),
                setting.variable());
    }

    private static String text(MultivaluedMap<String, String> typed, Setting setting) {
        var text = typed.getFirst(setting.key());
        return text == null ? "" : text;
    }
}
