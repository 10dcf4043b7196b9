package dev.warren.interfaces;

import dev.warren.engine.EngineConfig;

/// How a tunnel is meant to run.
///
/// @param hooks none if they are switched off
record TunnelPlan(EngineConfig config, boolean enabled, Hooks hooks, HookVariables variables) {

    String name() {
        return config.name();
    }

    TunnelPlan switchedOff() {
        return new TunnelPlan(config, false, hooks, variables);
    }
}
