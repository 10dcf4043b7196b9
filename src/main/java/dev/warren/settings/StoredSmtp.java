package dev.warren.settings;

import dev.warren.delivery.SmtpConfig;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.Config;

/// The mail server that is set here, in front of the environment's.
@Alternative
@Priority(1)
@ApplicationScoped
class StoredSmtp implements SmtpConfig {

    private final Settings settings;
    private final SmtpConfig environment;

    StoredSmtp(Settings settings, Config config) {
        this.settings = settings;
        this.environment = config.unwrap(SmallRyeConfig.class).getConfigMapping(SmtpConfig.class);
    }

    @Override
    public Optional<String> host() {
        return settings.stored(Setting.SMTP_HOST).or(environment::host);
    }

    @Override
    public OptionalInt port() {
        var stored = settings.stored(Setting.SMTP_PORT);
        return stored.isPresent() ? OptionalInt.of(Integer.parseInt(stored.get())) : environment.port();
    }

    @Override
    public Security security() {
        return settings.stored(Setting.SMTP_SECURITY)
                .map(name -> Security.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElseGet(environment::security);
    }

    @Override
    public Optional<String> username() {
        return settings.stored(Setting.SMTP_USERNAME).or(environment::username);
    }

    @Override
    public Optional<String> password() {
        return settings.stored(Setting.SMTP_PASSWORD).or(environment::password);
    }

    @Override
    public Optional<String> from() {
        return settings.stored(Setting.SMTP_FROM).or(environment::from);
    }

    @Override
    public Optional<Path> authority() {
        return environment.authority();
    }

    @Override
    public Duration timeout() {
        return environment.timeout();
    }
}
