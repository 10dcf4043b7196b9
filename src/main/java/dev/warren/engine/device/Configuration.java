package dev.warren.engine.device;

import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.noise.CookieChecker;
import dev.warren.engine.noise.StaticIdentity;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What a device is told: who it is, and who its peers are. Carries out every change of that.
final class Configuration {
    /// Bytes of packets that may wait for handshakes, in all peers together.
    private static final long STAGING_BUDGET = 32L << 20;

    private final Device device;
    private final TimerQueue timers;
    private final SecureRandom random;
    private final AtomicLong stagingBudget = new AtomicLong(STAGING_BUDGET);

    // @GuardedBy("Device.lock") for writing
    private final Map<PublicKey, Peer> peers = new ConcurrentHashMap<>();
    private volatile @Nullable PrivateKey privateKey;
    private volatile @Nullable StaticIdentity identity;
    private @Nullable StaticIdentity lastIdentity;
    private volatile @Nullable CookieChecker cookies;
    // @GuardedBy("Device.lock")
    private final FormerPeers former = new FormerPeers();
    private final Set<PublicKey> logged = new HashSet<>();
    private boolean allLogged;
    private long peersSoFar;

    Configuration(Device device, TimerQueue timers, SecureRandom random) {
        this.device = device;
        this.timers = timers;
        this.random = random;
    }

    @Nullable PrivateKey privateKey() {
        return privateKey;
    }

    @Nullable StaticIdentity identity() {
        return identity;
    }

    @Nullable CookieChecker cookies() {
        return cookies;
    }

    @Nullable Peer peer(PublicKey key) {
        return peers.get(key);
    }

    Collection<Peer> peers() {
        return peers.values();
    }

    void applyLocked(DeviceUpdate update, long now) {
        if (update.newPrivateKey() != null) {
            identifyLocked(update.newPrivateKey().orElse(null), now);
        }
        if (update.replacesPeers()) {
            removeAllLocked();
        }
        for (PeerUpdate peer : update.peers()) {
            applyLocked(peer, now);
        }
    }

    private void identifyLocked(@Nullable PrivateKey key, long now) {
        if (key == null ? privateKey == null : key.equals(privateKey)) {
            return;
        }
        StaticIdentity self = key == null ? null : new StaticIdentity(key);
        if (self != null) {
            Peer own = peers.get(self.publicKey());
            if (own != null) {
                removeLocked(own);
            }
        }
        // The control thread may be in the middle of a handshake under the last identity, and seldom under the one
        // before, with which it then comes to nothing.
        if (lastIdentity != null) {
            lastIdentity.destroy();
        }
        lastIdentity = identity;
        privateKey = key;
        cookies = self == null ? null : new CookieChecker(self, random);
        identity = self;
        peers.values().forEach(peer -> identifyLocked(peer, self, now));
    }

    private void identifyLocked(Peer peer, @Nullable StaticIdentity self, long now) {
        peer.lock.lock();
        try {
            device.sessions().abandonLocked(peer);
            peer.keypairs().stopSending();
            peer.handshakeLocked().local(self);
        } finally {
            peer.lock.unlock();
        }
        // The next packet may begin a handshake at once. We don't: the peer may have to be told of the new key first,
        // and
        // an initiation that it can't know would keep the next one waiting.
        peer.lastInitiation(Long.MIN_VALUE);
        if (device.isUp() && peer.persistentKeepalive() > 0) {
            device.control().wantHandshake(peer, now);
        }
    }

    private void applyLocked(PeerUpdate update, long now) {
        StaticIdentity self = identity;
        if (self != null && update.publicKey().equals(self.publicKey())) {
            return;
        }
        Peer peer = peers.get(update.publicKey());
        if (update.removes()) {
            if (peer != null) {
                removeLocked(peer);
            }
            return;
        }
        if (peer == null) {
            if (update.updatesOnly()) {
                return;
            }
            peer = addLocked(update.publicKey(), self);
        }
        changeLocked(peer, update, now);
    }

    private Peer addLocked(PublicKey key, @Nullable StaticIdentity self) {
        Peer peer = new Peer(key, peersSoFar++, timers, stagingBudget, random);
        peer.lock.lock();
        try {
            peer.handshakeLocked().local(self);
            peer.handshakeLocked().lastSent(former.cameBack(key));
        } finally {
            peer.lock.unlock();
        }
        if (allLogged || logged.contains(key)) {
            peer.log().on(device.tun().name());
        }
        peer.log().created();
        peers.put(key, peer);
        return peer;
    }

    private void changeLocked(Peer peer, PeerUpdate update, long now) {
        if (update.newPresharedKey() != null) {
            peer.lock.lock();
            try {
                peer.presharedKeyLocked(update.newPresharedKey().orElse(null));
            } finally {
                peer.lock.unlock();
            }
        }
        boolean wasKnown = peer.endpoint() != null;
        if (update.newEndpoint() != null) {
            peer.endpoint(update.newEndpoint());
        }
        if (update.newResponder() != null) {
            peer.responder(update.newResponder());
        }
        if (update.replacesAllowedIps()) {
            device.allowedIps().replaceAll(peer, update.allowedIps());
        } else {
            device.allowedIps().change(peer, update.allowedIps());
        }
        if (update.newPersistentKeepalive() != null) {
            int before = peer.persistentKeepalive();
            peer.persistentKeepalive(update.newPersistentKeepalive());
            if (device.isUp() && before == 0 && peer.persistentKeepalive() > 0) {
                device.control().wantKeepalive(peer);
            }
        } else if (device.isUp() && !wasKnown && peer.endpoint() != null && peer.persistentKeepalive() > 0) {
            // It was to be kept alive before anybody knew where.
            device.control().wantKeepalive(peer);
        }
        if (device.isUp() && !peer.staged().isEmpty()) {
            device.control().wantHandshake(peer, now);
        }
    }

    void removeAllLocked() {
        List.copyOf(peers.values()).forEach(this::removeLocked);
    }

    private void removeLocked(Peer peer) {
        peers.remove(peer.publicKey());
        device.allowedIps().removeAll(peer);
        device.stop(peer, Departure.REMOVED);
        peer.lock.lock();
        try {
            former.went(peer.publicKey(), peer.handshakeLocked().lastSent());
        } finally {
            peer.lock.unlock();
        }
        Tap tap = peer.tap();
        if (tap != null) {
            tap.removed();
        }
        peer.log().removed();
    }

    void logLocked(PublicKey key, boolean on) {
        if (on) {
            logged.add(key);
        } else {
            logged.remove(key);
        }
        Peer peer = peers.get(key);
        if (peer != null && on) {
            peer.log().on(device.tun().name());
        } else if (peer != null && !allLogged) {
            peer.log().off();
        }
    }

    void logAllLocked() {
        allLogged = true;
        peers.values().forEach(peer -> peer.log().on(device.tun().name()));
    }

    /// How every peer is, in no particular order.
    List<PeerState> states() {
        List<PeerState> states = new ArrayList<>(peers.size());
        peers.values().forEach(peer -> states.add(PeerState.of(peer, List.of())));
        return states;
    }

    /// The same in the order in which they were added, with each one's networks.
    List<PeerState> statesLocked() {
        return peers.values().stream()
                .sorted(Comparator.comparingLong(Peer::ordinal))
                .map(peer -> PeerState.of(peer, device.allowedIps().of(peer)))
                .toList();
    }

    /// Removes every peer and erases our own keys. The key that we were given belongs to the giver.
    void destroyLocked() {
        removeAllLocked();
        privateKey = null;
        if (lastIdentity != null) {
            lastIdentity.destroy();
        }
        StaticIdentity self = identity;
        if (self != null) {
            self.destroy();
        }
    }
}
