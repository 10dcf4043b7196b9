package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells which peers are here. A peer comes with a handshake, and goes when its session has run out without another.
///
/// It is told under the peer's lock, so that nobody hears of a peer's going after it has come back.
final class Presence {
    private final DeviceListener listener;

    Presence(DeviceListener listener) {
        this.listener = listener;
    }

    /// After a handshake is complete on this side.
    void handshakeCompleted(Peer peer, Instant at, long now) {
        InetSocketAddress endpoint = address(peer);
        peer.lock.lock();
        try {
            if (peer.removed()) {
                return;
            }
            peer.latestHandshake(at, now);
            peer.timers().peerCame(now);
            listener.handshakeCompleted(peer.publicKey(), endpoint, at);
            if (!peer.presentLocked()) {
                peer.presentLocked(true);
                listener.came(peer.publicKey(), endpoint, at);
            }
        } finally {
            peer.lock.unlock();
        }
    }

    /// After the timer of the peer's session has run out.
    void sessionOver(Peer peer, Instant at, long now) {
        peer.lock.lock();
        try {
            if (now - peer.latestHandshakeAt() >= PeerTimers.PRESENCE) {
                leaveLocked(peer, Departure.SILENT, at);
            }
        } finally {
            peer.lock.unlock();
        }
    }

    /// After we have ended the session ourselves.
    void leaveLocked(Peer peer, Departure reason, Instant at) {
        if (peer.presentLocked()) {
            peer.presentLocked(false);
            listener.went(peer.publicKey(), reason, peer.latestHandshake(), at);
        }
    }

    private static @Nullable InetSocketAddress address(Peer peer) {
        Endpoint endpoint = peer.endpoint();
        return endpoint == null ? null : endpoint.address();
    }
}
