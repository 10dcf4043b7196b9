package dev.warren.setup;

import dev.warren.interfaces.InterfacesConfig;
import dev.warren.web.Rejection;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/// Sets Warren up at its first start if the [InitVariables] ask for it.
@Singleton
class UnattendedSetup {

    private static final Logger LOG = Logger.getLogger(UnattendedSetup.class);

    private static final int CANNOT_START = 1;

    private final Setup setup;
    private final Config config;
    private final InterfacesConfig interfaces;

    UnattendedSetup(Setup setup, Config config, InterfacesConfig interfaces) {
        this.setup = setup;
        this.config = config;
        this.interfaces = interfaces;
    }

    /// Runs once engines can be started.
    void run(@Observes @Priority(Interceptor.Priority.APPLICATION + 200) StartupEvent event) {
        if (setup.isDone()) {
            return;
        }
        try {
            new InitVariables(this::variable).plan(interfaces.ipv6()).ifPresentOrElse(this::complete, this::announce);
        } catch (IllegalArgumentException e) {
            // Quarkus prints the message of this one, without a stack trace, and ends.
            throw new PreventFurtherStepsException("warren: " + e.getMessage(), CANNOT_START);
        }
    }

    private void complete(SetupPlan plan) {
        try {
            setup.complete(plan);
            LOG.infof("Warren is set up by the INIT_ variables: sign in as %s.", plan.username());
        } catch (Rejection e) {
            if (!setup.isDone()) {
                throw new IllegalArgumentException(InitVariables.sentence(e));
            }
            LOG.info("Another server on this database was set up first.");
        }
    }

    private void announce() {
        LOG.info("Warren is not set up yet: open it in a browser.");
    }

    /// The value as it was written: a `$` in a password is no reference to another property.
    private Optional<String> variable(String name) {
        return Optional.ofNullable(config.getConfigValue(name).getRawValue()).filter(value -> !value.isEmpty());
    }
}
