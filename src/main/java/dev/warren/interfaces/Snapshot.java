package dev.warren.interfaces;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// What all engines have to tell at one moment: the one source of live figures for pages, metrics and totals.
///
/// @param tunnels by the id of the interface
public record Snapshot(Instant at, Map<UUID, TunnelFigures> tunnels) {

    /// What is known before anything was asked.
    public static Snapshot none() {
        return new Snapshot(Instant.EPOCH, Map.of());
    }
}
