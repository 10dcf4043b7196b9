package dev.warren.engine.device;

import dev.warren.engine.key.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What may be seen of a device's peers while they are in use: how each can be reached, what was dropped, its log,
/// and its packets.
public final class Inspection {
    private final Configuration configuration;
    private final ReentrantLock lock;

    /// @param lock the device's
    Inspection(Configuration configuration, ReentrantLock lock) {
        this.configuration = configuration;
        this.lock = lock;
    }

    /// A peer as it is now, without its allowed IPs; null if there is none with this key.
    public @Nullable PeerState state(PublicKey key) {
        Peer peer = configuration.peer(key);
        return peer == null ? null : PeerState.of(peer, List.of());
    }

    /// How a peer can be reached; null if there is none with this key.
    public @Nullable PeerReach reach(PublicKey key) {
        Peer peer = configuration.peer(key);
        return peer == null ? null : PeerReach.of(peer);
    }

    /// Packets from and to a peer that were dropped, by reason; those that never happened are left out.
    public Map<Drop, Long> drops(PublicKey key) {
        Peer peer = configuration.peer(key);
        return peer == null ? Map.of() : peer.drops().all();
    }

    /// Switches the log of one peer on or off, whether it is there already or not.
    public void log(PublicKey key, boolean on) {
        lock.lock();
        try {
            configuration.logLocked(key, on);
        } finally {
            lock.unlock();
        }
    }

    /// Switches the logs of all peers on, those that come later too.
    public void logAll() {
        lock.lock();
        try {
            configuration.logAllLocked();
        } finally {
            lock.unlock();
        }
    }

    /// Shows a peer's packets to somebody from now on.
    ///
    /// @throws IllegalArgumentException if there is no such peer
    /// @throws IllegalStateException if somebody sees them already
    public void tap(PublicKey key, Tap tap) {
        lock.lock();
        try {
            Peer peer = configuration.peer(key);
            if (peer == null) {
                throw new IllegalArgumentException("there is no peer " + key);
            }
            if (peer.tap() != null) {
                throw new IllegalStateException("the packets of peer " + key + " are being captured already");
            }
            peer.tap(tap);
        } finally {
            lock.unlock();
        }
    }

    /// Ends that, if it is still this one who sees them.
    public void untap(PublicKey key, Tap tap) {
        lock.lock();
        try {
            Peer peer = configuration.peer(key);
            if (peer != null && peer.tap() == tap) {
                peer.tap(null);
            }
        } finally {
            lock.unlock();
        }
    }
}
