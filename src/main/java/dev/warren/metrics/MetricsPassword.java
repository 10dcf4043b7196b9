package dev.warren.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// The password by which programs read metrics.
@ApplicationScoped
public class MetricsPassword {

    private static final String SCHEME = "Bearer ";

    private final MetricsConfig config;

    MetricsPassword(MetricsConfig config) {
        this.config = config;
    }

    public boolean isSet() {
        return config.password().filter(password -> !password.isBlank()).isPresent();
    }

    /// Whether an `Authorization` header has it. Takes the same time wherever it differs.
    public boolean matches(@Nullable String authorization) {
        if (authorization == null || !isSet() || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, config.password().orElseThrow().getBytes(StandardCharsets.UTF_8));
    }
}
