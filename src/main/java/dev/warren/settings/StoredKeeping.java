package dev.warren.settings;

import dev.warren.audit.AuditConfig;
import dev.warren.events.EventsConfig;
import dev.warren.metrics.MetricsConfig;
import dev.warren.traffic.HistoryConfig;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;

/// What else is set here in front of the environment: how long the past is kept, and who may read the metrics.
final class StoredKeeping {

    private StoredKeeping() {}

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Audit implements AuditConfig {

        private final Settings settings;
        private final AuditConfig environment;

        Audit(Settings settings, Config config) {
            this.settings = settings;
            this.environment = mapping(config, AuditConfig.class);
        }

        @Override
        public Optional<Duration> keep() {
            return settings.stored(Setting.AUDIT_KEEP).map(Kind::duration).or(environment::keep);
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Events implements EventsConfig {

        private final Settings settings;
        private final EventsConfig environment;

        Events(Settings settings, Config config) {
            this.settings = settings;
            this.environment = mapping(config, EventsConfig.class);
        }

        @Override
        public Duration keep() {
            return duration(settings, Setting.EVENTS_KEEP, environment::keep);
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class History implements HistoryConfig {

        private final Settings settings;
        private final HistoryConfig environment;

        History(Settings settings, Config config) {
            this.settings = settings;
            this.environment = mapping(config, HistoryConfig.class);
        }

        @Override
        public boolean enabled() {
            return environment.enabled();
        }

        @Override
        public Duration minutes() {
            return duration(settings, Setting.HISTORY_MINUTES, environment::minutes);
        }

        @Override
        public Duration hours() {
            return duration(settings, Setting.HISTORY_HOURS, environment::hours);
        }

        @Override
        public Duration days() {
            return duration(settings, Setting.HISTORY_DAYS, environment::days);
        }

        @Override
        public Duration sessions() {
            return duration(settings, Setting.HISTORY_SESSIONS, environment::sessions);
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Metrics implements MetricsConfig {

        private final Settings settings;
        private final MetricsConfig environment;

        Metrics(Settings settings, Config config) {
            this.settings = settings;
            this.environment = mapping(config, MetricsConfig.class);
        }

        @Override
        public Optional<String> password() {
            return settings.stored(Setting.METRICS_PASSWORD).or(environment::password);
        }
    }

    private static Duration duration(Settings settings, Setting setting, Supplier<Duration> environment) {
        return settings.stored(setting).map(Kind::duration).orElseGet(environment);
    }

    private static <T> T mapping(Config config, Class<T> type) {
        return config.unwrap(SmallRyeConfig.class).getConfigMapping(type);
    }
}
