package dev.warren.engine;

import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to a peer, told once.
public sealed interface EngineEvent {
    PublicKey publicKey();

    /// A handshake is complete and confirmed: data can flow both ways.
    record HandshakeCompleted(PublicKey publicKey, @Nullable InetSocketAddress endpoint, Instant at)
            implements EngineEvent {}

    /// An authenticated packet came from another address or port than the last one.
    record EndpointChanged(PublicKey publicKey, InetSocketAddress endpoint) implements EngineEvent {}
}
