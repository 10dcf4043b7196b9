package dev.warren.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.interceptor.Interceptor;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;

/// The settings that are stored, in memory: they are asked for on threads that must not wait for the database.
@ApplicationScoped
public class Settings {

    private final Config config;

    private volatile Map<Setting, String> stored = Map.of();
    private volatile long version;

    Settings(Config config) {
        this.config = config;
    }

    /// Where the value of a setting comes from.
    public enum Source {
        /// Somebody has set it here.
        STORED,
        /// A variable of the environment.
        VARIABLE,
        /// Another place of the configuration, such as a file.
        CONFIGURATION,
        /// Nobody has set it.
        DEFAULT;
    }

    /// Told when a change is through.
    record Changed() {}

    /// After the master key is there, which opens the secrets, and before anybody asks.
    void begin(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        load();
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changed changed) {
        load();
    }

    Optional<String> stored(Setting setting) {
        return Optional.ofNullable(stored.get(setting));
    }

    /// What counts as long as nothing is stored.
    Optional<String> inherited(Setting setting) {
        return config.getOptionalValue(setting.property(), String.class).filter(text -> !text.isBlank());
    }

    Source source(Setting setting) {
        if (stored.containsKey(setting)) {
            return Source.STORED;
        }
        var variable = System.getenv(setting.variable());
        if (variable != null && !variable.isBlank()) {
            return Source.VARIABLE;
        }
        var source = config.getConfigValue(setting.property()).getSourceName();
        return inherited(setting).isEmpty() || source == null || source.contains("Default")
                ? Source.DEFAULT
                : Source.CONFIGURATION;
    }

    /// What [#version(List)] says of those in memory.
    long version() {
        return version;
    }

    /// A number that is another one as soon as any setting counts differently.
    long version(List<StoredSetting> rows) {
        var state = new StringBuilder();
        rows.stream()
                .sorted(Comparator.comparing(StoredSetting::name))
                .forEach(row -> state.append(row.name())
                        .append('@')
                        .append(row.changedAt())
                        .append('\n'));
        for (var setting : Setting.values()) {
            state.append(inherited(setting).orElse("")).append('\n');
        }
        var digest = UUID.nameUUIDFromBytes(state.toString().getBytes(StandardCharsets.UTF_8));
        return digest.getMostSignificantBits() & Long.MAX_VALUE;
    }

    /// One after another, so that what was read first is not kept last.
    private synchronized void load() {
        var all = new EnumMap<Setting, String>(Setting.class);
        List<StoredSetting> rows = QuarkusTransaction.requiringNew().call(() -> StoredSetting.listAll());
        rows.forEach(row -> Setting.of(row.name()).ifPresent(setting -> all.put(setting, row.text())));
        stored = Map.copyOf(all);
        version = version(rows);
    }
}
