package dev.warren.interfaces;

import dev.warren.engine.PeerConfig;
import java.util.List;
import java.util.UUID;

/// Where the engine's peers come from when it is rebuilt from the database. Called inside a transaction.
public interface PeerSource {

    /// Every peer of the interface that may connect now, with its last known endpoint.
    List<PeerConfig> admitted(UUID interfaceId);
}
