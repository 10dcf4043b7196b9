package dev.warren.interfaces;

import dev.warren.engine.PeerConfig;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Where the engine's peers come from, and who has to know when all those of an interface change at once. Called
/// inside a transaction.
public interface PeerSource {

    /// Gives `engine` every peer of the interface that may connect now, with its last known endpoint. Until it
    /// has them, nobody else lets one in or turns one away.
    void admit(UUID interfaceId, Consumer<List<PeerConfig>> engine);

    /// Reads the peers of the interface again, whose addresses were changed in this transaction. Returns those
    /// that may connect now; everybody else learns of it once the transaction is committed.
    List<PeerConfig> moved(UUID interfaceId);

    /// Forgets the peers of the interface, which this transaction deletes, once it is committed.
    void deleted(UUID interfaceId);
}
