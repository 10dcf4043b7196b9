package dev.warren.settings;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.web.FieldErrors;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Changes settings, all that are asked for or none.
@ApplicationScoped
class SettingsChanges {

    private static final Subject SUBJECT = new Subject("settings", "", "settings");

    private final Settings settings;
    private final AuditLog audit;
    private final Event<Settings.Changed> changed;
    private final InstantSource clock;

    SettingsChanges(Settings settings, AuditLog audit, Event<Settings.Changed> changed, InstantSource clock) {
        this.settings = settings;
        this.audit = audit;
        this.changed = changed;
        this.clock = clock;
    }

    /// Throws a [dev.warren.web.Rejection] with a sentence for each setting whose value can't be.
    ///
    /// @param wanted empty goes back to what the environment says
    @Transactional
    void change(Map<Setting, Optional<String>> wanted) {
        change(wanted, version -> {});
    }

    /// @param seen gets the present version, and throws if whoever asks has seen another one
    @Transactional
    void change(Map<Setting, Optional<String>> wanted, LongConsumer seen) {
        // One change after the other: there is no row whose lock could say so.
        Panache.getEntityManager()
                .createNativeQuery("lock table setting in share row exclusive mode")
                .executeUpdate();
        seen.accept(settings.version(StoredSetting.listAll()));
        var errors = new FieldErrors();
        var values = new EnumMap<Setting, Optional<String>>(Setting.class);
        wanted.forEach((setting, text) ->
                values.put(setting, text.map(typed -> errors.check(setting.key(), () -> setting.canonical(typed)))));
        requireSender(values, errors);
        errors.reject();
        var before = new HashMap<String, String>();
        var after = new HashMap<String, String>();
        values.forEach((setting, value) -> {
            if (!value.equals(settings.stored(setting))) {
                settings.stored(setting).ifPresent(old -> before.put(setting.key(), readable(setting, old, "set")));
                value.ifPresent(now -> after.put(setting.key(), readable(setting, now, "set anew")));
                store(setting, value.orElse(null));
            }
        });
        if (!before.isEmpty() || !after.isEmpty()) {
            audit.record("settings.changed", SUBJECT, new Facts(before), new Facts(after));
            changed.fire(new Settings.Changed());
        }
    }

    /// @param values by their keys; a secret only says that it is one
    private record Facts(@JsonAnyGetter Map<String, String> values) implements AuditFacts {}

    /// A mail server without a sender can send nothing.
    private void requireSender(Map<Setting, Optional<String>> wanted, FieldErrors errors) {
        if (wanted.containsKey(Setting.SMTP_HOST)
                && wanted.get(Setting.SMTP_HOST).isPresent()
                && to(Setting.SMTP_FROM, wanted).isEmpty()) {
            errors.add(Setting.SMTP_FROM.key(), "Mail needs a sender: vpn@example.org.");
        }
    }

    private Optional<String> to(Setting setting, Map<Setting, Optional<String>> wanted) {
        var set = wanted.containsKey(setting) ? wanted.get(setting) : settings.stored(setting);
        return set == null || set.isEmpty() ? settings.inherited(setting) : set;
    }

    private void store(Setting setting, @Nullable String value) {
        StoredSetting row = StoredSetting.findById(setting.key());
        if (value == null) {
            StoredSetting.deleteById(setting.key());
        } else if (row == null) {
            new StoredSetting(setting, value, clock.instant()).persist();
        } else {
            row.set(setting, value, clock.instant());
        }
    }

    private static String readable(Setting setting, String value, String secret) {
        return setting.isSecret() ? secret : value;
    }
}
