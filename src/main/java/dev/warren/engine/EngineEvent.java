package dev.warren.engine;

import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that happened in an engine, told once.
public sealed interface EngineEvent {
    /// When, by the machine's clock.
    Instant at();

    /// Something that happened to one peer.
    sealed interface OfPeer extends EngineEvent {
        PublicKey publicKey();
    }

    /// A handshake is complete and confirmed: data can flow both ways. About every two minutes while there is
    /// traffic.
    record HandshakeCompleted(PublicKey publicKey, @Nullable InetSocketAddress endpoint, Instant at)
            implements OfPeer {}

    /// A peer that wasn't here has completed a handshake.
    record PeerCame(PublicKey publicKey, @Nullable InetSocketAddress endpoint, Instant at) implements OfPeer {}

    /// A peer that was here isn't any more.
    ///
    /// @param latestHandshake when it was certainly here for the last time
    record PeerWent(
            PublicKey publicKey, Reason reason, @Nullable Instant latestHandshake, Instant at) implements OfPeer {

        public enum Reason {
            /// It has completed no new handshake for 180 seconds, so its session is over.
            SILENT,
            /// It was removed.
            REMOVED,
            /// The engine was closed, or taken down.
            STOPPED
        }
    }

    /// An authenticated packet came from another address or port than the last one.
    record EndpointChanged(PublicKey publicKey, InetSocketAddress endpoint, Instant at) implements OfPeer {}

    /// The host name that a peer's endpoint is told by has led to an address other than the one in use.
    record EndpointResolved(PublicKey publicKey, String host, InetSocketAddress endpoint, Instant at)
            implements OfPeer {}

    /// The host name that a peer's endpoint is told by leads nowhere. Told once until it does again.
    ///
    /// @param reason the resolver's, in words
    record EndpointUnresolved(PublicKey publicKey, String host, String reason, Instant at) implements OfPeer {}

    /// Packets were dropped since the last such event, at most one a second.
    ///
    /// @param packets how many for each reason, by the name of its counter
    record PacketsDropped(Map<String, Long> packets, Instant at) implements EngineEvent {
        public PacketsDropped {
            packets = Map.copyOf(packets);
        }
    }
}
