package dev.warren.settings;

import dev.warren.audit.AuditConfig;
import dev.warren.events.EventsConfig;
import dev.warren.metrics.MetricsConfig;
import dev.warren.traffic.HistoryConfig;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;

/// What else is set here in front of the environment: how long the past is kept, and who may read the metrics.
@Singleton
class StoredKeeping {

    private final Settings settings;
    private final SmallRyeConfig config;

    StoredKeeping(Settings settings, Config config) {
        this.settings = settings;
        this.config = config.unwrap(SmallRyeConfig.class);
    }

    @Produces
    @Alternative
    @Priority(1)
    @ApplicationScoped
    AuditConfig audit() {
        var environment = config.getConfigMapping(AuditConfig.class);
        return () -> settings.stored(Setting.AUDIT_KEEP).map(Kind::duration).or(environment::keep);
    }

    @Produces
    @Alternative
    @Priority(1)
    @ApplicationScoped
    EventsConfig events() {
        var environment = config.getConfigMapping(EventsConfig.class);
        return () -> duration(Setting.EVENTS_KEEP, environment::keep);
    }

    @Produces
    @Alternative
    @Priority(1)
    @ApplicationScoped
    MetricsConfig metrics() {
        var environment = config.getConfigMapping(MetricsConfig.class);
        return () -> settings.stored(Setting.METRICS_PASSWORD).or(environment::password);
    }

    @Produces
    @Alternative
    @Priority(1)
    @ApplicationScoped
    HistoryConfig history() {
        var environment = config.getConfigMapping(HistoryConfig.class);
        return new HistoryConfig() {

            @Override
            public boolean enabled() {
                return environment.enabled();
            }

            @Override
            public Duration minutes() {
                return duration(Setting.HISTORY_MINUTES, environment::minutes);
            }

            @Override
            public Duration hours() {
                return duration(Setting.HISTORY_HOURS, environment::hours);
            }

            @Override
            public Duration days() {
                return duration(Setting.HISTORY_DAYS, environment::days);
            }

            @Override
            public Duration sessions() {
                return duration(Setting.HISTORY_SESSIONS, environment::sessions);
            }
        };
    }

    private Duration duration(Setting setting, Supplier<Duration> environment) {
        return settings.stored(setting).map(Kind::duration).orElseGet(environment);
    }
}
