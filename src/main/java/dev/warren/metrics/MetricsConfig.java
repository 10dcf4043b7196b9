package dev.warren.metrics;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// Who may read the metrics.
@ConfigMapping(prefix = "warren.metrics")
public interface MetricsConfig {

    /// What a program sends as its Bearer token. Not set, wg-easy's metrics are switched off, and `/q/metrics` is
    /// for
    /// those who may see all peers.
    Optional<String> password();
}
