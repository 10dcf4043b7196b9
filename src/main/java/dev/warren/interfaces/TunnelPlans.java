package dev.warren.interfaces;

import dev.warren.engine.EngineConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes of an interface, as it is stored, how its tunnel runs on this machine.
@ApplicationScoped
class TunnelPlans {

    private final InterfacesConfig settings;
    private final InstantSource clock;
    private final int uiPort;
    private final HookShell shell = new HookShell(HookShell.LIMIT);

    TunnelPlans(
            InterfacesConfig settings,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "0") int uiPort) {
        this.settings = settings;
        this.clock = clock;
        this.uiPort = uiPort;
    }

    TunnelPlan of(WgInterface wg) {
        EngineConfig config = wg.engineConfig(settings.ipv6());
        Hooks hooks = settings.hooks() ? wg.hooks() : Hooks.none();
        return new TunnelPlan(config, wg.enabled(), hooks, variables(wg, hooks));
    }

    Tunnel tunnel(TunnelPlan plan, Supplier<Optional<String>> obstacle) {
        return new Tunnel(plan, new TunnelHooks(shell, clock), obstacle);
    }

    private HookVariables variables(WgInterface wg, Hooks hooks) {
        String device = hooks.isEmpty()
                ? ""
                : Optional.ofNullable(wg.natDevice()).or(DefaultDevice::name).orElse("");
        return HookVariables.of(wg.name(), wg.listenPort(), wg.ipv4(), wg.ipv6(), device, uiPort);
    }
}
