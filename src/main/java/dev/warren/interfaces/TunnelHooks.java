package dev.warren.interfaces;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Runs the hooks of one tunnel around its start and end, and remembers which of them failed. A failed hook keeps no
/// tunnel from running: a VPN that is down because of a line in a firewall script helps nobody.
final class TunnelHooks {

    private static final Logger LOG = Logger.getLogger(TunnelHooks.class);

    enum Moment {
        PRE_UP("preUp", "pre-up"),
        POST_UP("postUp", "post-up"),
        PRE_DOWN("preDown", "pre-down"),
        POST_DOWN("postDown", "post-down");

        private final String field;
        private final String label;

        Moment(String field, String label) {
            this.field = field;
            this.label = label;
        }
    }

    private final HookShell shell;
    private final InstantSource clock;
    private final Map<Moment, HookFailure> failures = new EnumMap<>(Moment.class);

    TunnelHooks(HookShell shell, InstantSource clock) {
        this.shell = shell;
        this.clock = clock;
    }

    void run(Moment moment, TunnelPlan plan) {
        String command = command(moment, plan.hooks());
        Optional<HookShell.Failure> failure = command.isEmpty()
                ? Optional.empty()
                : shell.run(
                        "The %s hook of %s"
                                .formatted(moment.label, plan.config().name()),
                        plan.variables().fill(command));
        failure.ifPresent(failed -> LOG.warn(failed.reason()));
        synchronized (failures) {
            failure.ifPresentOrElse(
                    failed -> failures.put(
                            moment, new HookFailure(moment.field, clock.instant(), failed.reason(), failed.output())),
                    () -> failures.remove(moment));
        }
    }

    /// Those whose last run failed.
    List<HookFailure> failures() {
        synchronized (failures) {
            return new ArrayList<>(failures.values());
        }
    }

    private static String command(Moment moment, Hooks hooks) {
        return switch (moment) {
            case PRE_UP -> hooks.preUp();
            case POST_UP -> hooks.postUp();
            case PRE_DOWN -> hooks.preDown();
            case POST_DOWN -> hooks.postDown();
        };
    }
}
