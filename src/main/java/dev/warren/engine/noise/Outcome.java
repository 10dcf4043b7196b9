package dev.warren.engine.noise;

/// What became of an initiation from a known peer.
public enum Outcome {
    ACCEPTED,
    /// The static keys have no shared secret, because the peer's is of low order.
    IMPOSSIBLE,
    /// The timestamp isn't sealed with the peer's static key.
    NOT_AUTHENTIC,
    /// The timestamp isn't newer than the last accepted one: somebody sends an old initiation again (§5.1).
    REPLAYED,
    /// The initiation follows the last accepted one within [Protocol#INITIATION_INTERVAL].
    FLOODED
}
