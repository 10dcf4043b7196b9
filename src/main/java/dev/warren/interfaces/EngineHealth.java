package dev.warren.interfaces;

import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether every interface that should run does. Without privileges Warren is up, and says what it lacks.
@Readiness
class EngineHealth implements HealthCheck {

    private final EngineRunner engines;

    EngineHealth(EngineRunner engines) {
        this.engines = engines;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> troubles = engines.troubles();
        var response = HealthCheckResponse.named("engine").up();
        for (int i = 0; i < troubles.size(); i++) {
            response.withData("trouble" + (i == 0 ? "" : "-" + (i + 1)), troubles.get(i));
        }
        return response.build();
    }
}
