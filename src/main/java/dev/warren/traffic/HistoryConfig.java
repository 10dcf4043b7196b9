package dev.warren.traffic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What is remembered of the past, and for how long.
@ConfigMapping(prefix = "warren.history")
public interface HistoryConfig {

    /// False remembers nothing.
    @WithDefault("true")
    boolean enabled();

    /// At least two hours, because hours are made of them.
    @WithDefault("1d")
    Duration minutes();

    /// At least two days, because days are made of them.
    @WithDefault("31d")
    Duration hours();

    @WithDefault("1095d")
    Duration days();

    @WithDefault("90d")
    Duration sessions();
}
