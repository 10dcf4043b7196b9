package dev.warren.interfaces;

import dev.warren.engine.PeerConfig;
import java.util.List;
import java.util.UUID;

/// Where the engine's peers come from, and who has to know when all those of an interface change at once. Called
/// inside a transaction.
public interface PeerSource {

    /// Every peer of the interface that may connect now, with its last known endpoint.
    List<PeerConfig> admitted(UUID interfaceId);

    /// Reads the peers of the interface again, whose addresses were changed in this transaction. Returns those that
    /// may connect now; everybody else learns of it once the transaction is committed.
    List<PeerConfig> moved(UUID interfaceId);

    /// Forgets the peers of the interface, which this transaction deletes, once it is committed.
    void deleted(UUID interfaceId);
}
