package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A peer as it is at one moment.
///
/// @param persistentKeepalive seconds, 0 for off
public record PeerState(
        PublicKey publicKey,
        @Nullable PresharedKey presharedKey,
        @Nullable InetSocketAddress endpoint,
        @Nullable Instant latestHandshake,
        long receiveBytes,
        long transmitBytes,
        int persistentKeepalive,
        List<Prefix> allowedIps) {

    static PeerState of(Peer peer, List<Prefix> allowedIps) {
        Endpoint endpoint = peer.endpoint();
        return new PeerState(
                peer.publicKey(),
                presharedKey(peer),
                endpoint == null ? null : endpoint.address(),
                peer.latestHandshake(),
                peer.receiveBytes(),
                peer.transmitBytes(),
                peer.persistentKeepalive(),
                allowedIps);
    }

    private static @Nullable PresharedKey presharedKey(Peer peer) {
        peer.lock.lock();
        try {
            return peer.presharedKeyLocked();
        } finally {
            peer.lock.unlock();
        }
    }
}
