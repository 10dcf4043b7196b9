package dev.warren.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// `warren_info`: the version as a label, and always 1.
@ApplicationScoped
class VersionMetric {

    private final MeterRegistry registry;
    private final String version;

    VersionMetric(MeterRegistry registry, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.registry = registry;
        this.version = version;
    }

    void begin(@Observes StartupEvent event) {
        Gauge.builder("warren_info", () -> 1)
                .description("The version that runs")
                .tag("version", version)
                .register(registry);
    }
}
