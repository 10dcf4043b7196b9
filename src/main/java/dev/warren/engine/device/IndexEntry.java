package dev.warren.engine.device;

import dev.warren.engine.noise.Keypair;
import org.jspecify.annotations.Nullable;

/// What a local index stands for: a peer's session, or its handshake that waits for a response.
///
/// @param keypair null while the handshake is under way
record IndexEntry(Peer peer, @Nullable Keypair keypair) {}
