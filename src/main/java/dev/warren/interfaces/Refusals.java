package dev.warren.interfaces;

import dev.warren.engine.EngineConfig;
import dev.warren.web.Rejection;

/// What the engine says no to, in words that a person can act on.
final class Refusals {

    private Refusals() {}

    static String sentence(RuntimeException refusal, EngineConfig config) {
        String text = text(refusal);
        if (text.contains("EADDRINUSE")) {
            return "%s can't listen on UDP port %d, because another program does: stop that program, or choose another port."
                    .formatted(config.name(), config.listenPort());
        }
        return text.endsWith(".") ? text : "%s does not run: %s.".formatted(config.name(), text);
    }

    static Rejection rejection(RuntimeException refusal, EngineConfig config) {
        String text = text(refusal);
        if (text.contains("EADDRINUSE")) {
            return Rejection.invalid("listenPort", sentence(refusal, config));
        }
        if (text.contains("ENODEV") && config.bindDevice() != null) {
            return Rejection.invalid(
                    "bindDevice", "There is no device %s on this machine.".formatted(config.bindDevice()));
        }
        return Rejection.conflict(sentence(refusal, config));
    }

    private static String text(RuntimeException refusal) {
        return refusal.getMessage() == null ? refusal.toString() : refusal.getMessage();
    }
}
