package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.SendBatch;
import dev.warren.engine.conn.SourceRoutes;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.noise.CookieChecker;
import dev.warren.engine.noise.Keypair;
import dev.warren.engine.noise.StaticIdentity;
import dev.warren.engine.noise.Tai64n;
import dev.warren.engine.tun.Tun;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A WireGuard interface: an identity, its peers, and what they share.
///
/// A device does nothing by itself. [DeviceThreads] moves it, or a test that pumps [Outbound], [Inbound] and
/// [Control] by hand.
public final class Device {
    private final Tun tun;
    private final InstantSource wallClock;
    private final DeviceListener listener;

    private final AllowedIps<Peer> allowedIps = new AllowedIps<>();
    private final Counters counters = new Counters();
    private final Presence presence;
    private final Sessions sessions;
    private final Control control;
    private final Sender controlSender;

    /// Guards every change of the configuration.
    private final ReentrantLock lock = new ReentrantLock();

    // @GuardedBy("lock") for writing
    private final Configuration configuration;
    private final Sockets sockets;
    private final Inspection inspection;
    /// Whether it is to be up; it isn't, for all that, while its port is refused.
    private boolean wantedUp;
    private volatile int mtu;
    private volatile boolean up;
    private volatile boolean closed;

    /// @param wake ends the control thread's wait
    public Device(
            Tun tun,
            Binds binds,
            SecureRandom random,
            InstantSource wallClock,
            DeviceListener listener,
            Runnable wake) {
        this.tun = tun;
        this.wallClock = wallClock;
        this.listener = listener;
        this.presence = new Presence(listener);
        this.sessions = new Sessions(random);
        this.sockets = new Sockets(binds, listener);
        this.mtu = tun.mtu();
        TimerQueue timers = new TimerQueue(wake);
        this.configuration = new Configuration(this, timers, random);
        this.inspection = new Inspection(configuration, lock);
        this.controlSender = new Sender(this, Aead.best());
        this.control = new Control(this, new Handshakes(this, controlSender), controlSender, timers, wake);
    }

    // What the data path and the control thread share.

    public Counters counters() {
        return counters;
    }

    /// Counts packets that were dropped although it is known whose they are.
    void drop(Peer peer, Drop reason, long packets) {
        counters.drop(reason, packets);
        peer.drops().add(reason, packets);
        if (peer.log().isOn()) {
            peer.log().dropped(reason, packets, wallClock.millis());
        }
    }

    void drop(Peer peer, Drop reason) {
        drop(peer, reason, 1);
    }

    Sessions sessions() {
        return sessions;
    }

    AllowedIps<Peer> allowedIps() {
        return allowedIps;
    }

    Control control() {
        return control;
    }

    Tun tun() {
        return tun;
    }

    @Nullable Peer peer(PublicKey key) {
        return configuration.peer(key);
    }

    @Nullable StaticIdentity identity() {
        return configuration.identity();
    }

    @Nullable CookieChecker cookies() {
        return configuration.cookies();
    }

    Tai64n timestamp() {
        return Tai64n.of(wallClock.instant());
    }

    int mtu() {
        return mtu;
    }

    /// Sends a batch through the sockets of the moment.
    void transmit(SendBatch batch) {
        int sent = sockets.transmit(batch);
        if (sent < batch.datagrams()) {
            counters.drop(Drop.SEND_FAILED, batch.datagrams() - sent);
        }
    }

    /// An authenticated packet of a peer came from another place than the last one.
    void roamed(Peer peer, Endpoint endpoint) {
        Endpoint known = peer.endpoint();
        peer.endpoint(endpoint);
        if (known == null || !known.equalsRemote(endpoint)) {
            peer.log().endpointChanged(endpoint);
            listener.endpointChanged(peer.publicKey(), endpoint.address(), wallClock.instant());
        }
    }

    /// The first data under a responder's new keypair: the handshake is complete on this side too.
    void confirmed(Peer peer, Keypair keypair, long now) {
        peer.lock.lock();
        try {
            if (!sessions.confirmLocked(peer, keypair)) {
                return;
            }
        } finally {
            peer.lock.unlock();
        }
        handshakeCompleted(peer, now);
        control.wantFlush(peer);
    }

    void handshakeCompleted(Peer peer, long now) {
        peer.timers().handshakeCompleted();
        counters.handshakeCompleted();
        presence.handshakeCompleted(peer, wallClock.instant(), now);
    }

    void sessionOver(Peer peer, long now) {
        presence.sessionOver(peer, wallClock.instant(), now);
    }

    void dropStaged(Peer peer) {
        peer.stagingLock.lock();
        try {
            int dropped = peer.staged().clear();
            if (dropped > 0) {
                drop(peer, Drop.HANDSHAKE_TIMED_OUT, dropped);
            }
        } finally {
            peer.stagingLock.unlock();
        }
    }

    void forgetSessions(Peer peer) {
        peer.lock.lock();
        try {
            sessions.forgetLocked(peer);
        } finally {
            peer.lock.unlock();
        }
    }

    /// Ends a peer's sessions, and lets nothing more happen for it by itself.
    void stop(Peer peer, Departure reason) {
        peer.lock.lock();
        try {
            sessions.forgetLocked(peer);
            if (reason == Departure.REMOVED) {
                peer.removeLocked();
            }
            presence.leaveLocked(peer, reason, wallClock.instant());
        } finally {
            peer.lock.unlock();
        }
        peer.timers().clear();
        peer.stagingLock.lock();
        try {
            peer.staged().clear();
        } finally {
            peer.stagingLock.unlock();
        }
    }

    /// What may be seen of the peers while they are in use.
    public Inspection inspection() {
        return inspection;
    }

    // What it is told.

    /// Changes the device and its peers, in the order in which they are named. If it is down only because its port
    /// was
    /// refused, a new port brings it up.
    ///
    /// @throws dev.warren.engine.linux.ErrnoException if the new port or mark is refused; nothing has changed
    /// then
    public void apply(DeviceUpdate update, long now) {
        lock.lock();
        try {
            requireOpen();
            if (update.newListenPort() != null || update.newMark() != null || update.rebinds()) {
                sockets.changeLocked(update, wantedUp);
                configuration.peers().forEach(Peer::forgetSource);
                if (wantedUp && !up) {
                    beginLocked();
                }
            }
            configuration.applyLocked(update, now);
        } finally {
            lock.unlock();
        }
    }

    /// Opens the sockets, and begins to speak to the peers that want it.
    ///
    /// @throws dev.warren.engine.linux.ErrnoException if the port is refused; the device stays down until it is
    /// told
    ///     another one, or to be up again
    public void up() {
        lock.lock();
        try {
            requireOpen();
            wantedUp = true;
            if (up) {
                return;
            }
            sockets.openLocked();
            beginLocked();
        } finally {
            lock.unlock();
        }
    }

    private void beginLocked() {
        up = true;
        for (Peer peer : configuration.peers()) {
            peer.lastInitiation(Long.MIN_VALUE);
            if (peer.persistentKeepalive() > 0) {
                control.wantKeepalive(peer);
            }
        }
    }

    /// Closes the sockets and forgets every session.
    public void down() {
        lock.lock();
        try {
            wantedUp = false;
            if (!up) {
                return;
            }
            up = false;
            sockets.closeLocked();
            for (Peer peer : configuration.peers()) {
                stop(peer, Departure.STOPPED);
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isUp() {
        return up;
    }

    /// Follows the interface's MTU.
    public void mtuChanged() {
        mtu = tun.mtu();
    }

    /// After a change of the machine's addresses or routes: endpoints whose source doesn't hold any more are sent
    /// to from wherever routing chooses, until the peer is heard again.
    void reviewSources(SourceRoutes routes) {
        for (Peer peer : configuration.peers()) {
            Endpoint endpoint = peer.endpoint();
            if (endpoint != null && !routes.hold(endpoint, sockets.mark(), sockets.device())) {
                peer.forgetSource();
            }
        }
    }

    /// Begins a handshake with a peer now, if it may be dialled and is known.
    public void connect(PublicKey key, long now) {
        Peer peer = configuration.peer(key);
        if (peer != null && up) {
            control.wantHandshake(peer, now);
        }
    }

    /// Lets a peer begin a handshake whose timestamp is not newer than its last one; unknown peers don't matter.
    public void forgetHandshake(PublicKey key) {
        Peer peer = configuration.peer(key);
        if (peer != null) {
            peer.forgetHandshakeTimestamp();
        }
    }

    public @Nullable PrivateKey privateKey() {
        return configuration.privateKey();
    }

    public int listenPort() {
        return sockets.port();
    }

    public int mark() {
        return sockets.mark();
    }

    /// How every peer is.
    ///
    /// @param withAllowedIps whether to list the networks too, which takes the configuration lock; the peers are
    /// then
    ///     in the order in which they were added, otherwise in none
    public List<PeerState> peers(boolean withAllowedIps) {
        if (!withAllowedIps) {
            return configuration.states();
        }
        lock.lock();
        try {
            return configuration.statesLocked();
        } finally {
            lock.unlock();
        }
    }

    /// What the sockets counted, by name; empty while the device is down.
    public Map<String, Long> bindCounters() {
        return sockets.counters();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the device is closed");
        }
    }

    /// Takes everything down and erases all keys. Every thread that pumped the device must have ended.
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            down();
            closed = true;
            configuration.destroyLocked();
            controlSender.close();
        } finally {
            lock.unlock();
        }
    }
}
