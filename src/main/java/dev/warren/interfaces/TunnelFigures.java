package dev.warren.interfaces;

import dev.warren.engine.key.PublicKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The live figures of one interface at one moment.
///
/// @param running whether an engine runs it
/// @param trouble why not, as a sentence; null if it runs or is switched off
/// @param peers every peer that the engine knows, or has known since this process began
/// @param counters handshakes, and dropped packets by reason, since the engine's start
public record TunnelFigures(
        String name,
        boolean running,
        @Nullable String trouble,
        Map<PublicKey, PeerFigures> peers,
        Map<String, Long> counters) {}
