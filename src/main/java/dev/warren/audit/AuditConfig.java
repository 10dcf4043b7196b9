package dev.warren.audit;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/// How long the audit log is kept.
@ConfigMapping(prefix = "warren.audit")
public interface AuditConfig {

    /// Older lines are deleted; at least 30 days. Not set: every line is kept.
    Optional<Duration> keep();
}
