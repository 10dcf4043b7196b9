package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// How a peer can be reached at one moment.
///
/// @param latestHandshake nanoseconds of the boot clock, or [Long#MIN_VALUE] if there never was one
/// @param triedInVain whether a handshake with it is being tried and at least one attempt has had no answer
public record PeerReach(@Nullable InetSocketAddress endpoint, long latestHandshake, boolean triedInVain) {

    static PeerReach of(Peer peer) {
        Endpoint endpoint = peer.endpoint();
        return new PeerReach(
                endpoint == null ? null : endpoint.address(),
                peer.latestHandshakeAt(),
                peer.timers().attempts() > 0);
    }
}
