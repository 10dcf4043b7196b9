package dev.warren.engine;

import java.util.List;
import java.util.Map;

/// What an engine has to tell at one moment.
///
/// @param counters handshakes, and dropped packets by reason (`drop_source_not_allowed`, …), since the engine's
/// start
public record EngineSnapshot(List<PeerStats> peers, Map<String, Long> counters, int listenPort) {}
