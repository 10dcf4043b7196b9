package dev.warren.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long events are remembered.
@ConfigMapping(prefix = "warren.events")
public interface EventsConfig {

    @WithDefault("90d")
    Duration keep();
}
