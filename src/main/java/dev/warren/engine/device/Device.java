package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A WireGuard interface: an identity, its peers, and what they share.
///
/// A device does nothing by itself. [DeviceThreads] moves it, or a test that pumps [Outbound], [Inbound] and [Control]
/// by hand.
public final class Device {
    /// Bytes of packets that may wait for handshakes, in all peers together.
    private static final long STAGING_BUDGET = 32L << 20;

    private final Tun tun;
    private final Binds binds;
    private final SecureRandom random;
    private final InstantSource wallClock;
    private final DeviceListener listener;

    private final Map<PublicKey, Peer> peers = new ConcurrentHashMap<>();
    private final AllowedIps<Peer> allowedIps = new AllowedIps<>();
    private final Counters counters = new Counters();
    private final Sessions sessions;
    private final TimerQueue timers;
    private final AtomicLong stagingBudget = new AtomicLong(STAGING_BUDGET);
    private final Control control;
    private final Sender controlSender;

    /// Held while datagrams are received: when the port changes, two threads do so for a moment, and a replay
    /// filter bears only one.
    final ReentrantLock receiving = new ReentrantLock();

    /// Guards every change of the configuration.
    private final ReentrantLock lock = new ReentrantLock();

    // @GuardedBy("lock") for writing
    private volatile @Nullable PrivateKey privateKey;
    private volatile @Nullable StaticIdentity identity;
    private @Nullable StaticIdentity lastIdentity;
    private volatile @Nullable CookieChecker cookies;
    private volatile @Nullable Bind bind;
    private volatile int listenPort;
    private volatile int mark;
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
        this.binds = binds;
        this.random = random;
        this.wallClock = wallClock;
        this.listener = listener;
        this.sessions = new Sessions(random);
        this.timers = new TimerQueue(wake);
        this.mtu = tun.mtu();
        this.controlSender = new Sender(this, Aead.best());
        this.control = new Control(this, new Handshakes(this, controlSender), controlSender, timers, wake);
    }

    // What the data path and the control thread share.

    public Counters counters() {
        return counters;
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
        return peers.get(key);
    }

    @Nullable StaticIdentity identity() {
        return identity;
    }

    @Nullable CookieChecker cookies() {
        return cookies;
    }

    Tai64n timestamp() {
        return Tai64n.of(wallClock.instant());
    }

    int mtu() {
        return mtu;
    }

    /// Sends a batch through the socket of the moment.
    void transmit(SendBatch batch) {
        Bind socket = bind;
        int sent = socket == null ? 0 : socket.send(batch);
        if (sent < batch.datagrams()) {
            counters.drop(Drop.SEND_FAILED, batch.datagrams() - sent);
        }
    }

    /// An authenticated packet of a peer came from another place than the last one.
    void roamed(Peer peer, Endpoint endpoint) {
        Endpoint known = peer.endpoint();
        peer.endpoint(endpoint);
        if (known == null || !known.equalsRemote(endpoint)) {
            listener.endpointChanged(peer.publicKey(), endpoint.address());
        }
    }

    /// The first data under a responder's new keypair: the handshake is complete on this side too.
    void confirmed(Peer peer, Keypair keypair) {
        peer.lock.lock();
        try {
            if (!sessions.confirmLocked(peer, keypair)) {
                return;
            }
        } finally {
            peer.lock.unlock();
        }
        handshakeCompleted(peer);
        control.wantFlush(peer);
    }

    void handshakeCompleted(Peer peer) {
        Instant now = wallClock.instant();
        peer.latestHandshake(now);
        peer.timers().handshakeCompleted();
        counters.handshakeCompleted();
        Endpoint endpoint = peer.endpoint();
        listener.handshakeCompleted(peer.publicKey(), endpoint == null ? null : endpoint.address(), now);
    }

    void dropStaged(Peer peer) {
        peer.stagingLock.lock();
        try {
            int dropped = peer.staged().clear();
            if (dropped > 0) {
                counters.drop(Drop.HANDSHAKE_TIMED_OUT, dropped);
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

    // Configuration.

    /// Changes the device and its peers, in the order in which they are named.
    ///
    /// @throws dev.warren.engine.linux.ErrnoException if the new port or mark is refused; nothing has changed then
    public void apply(DeviceUpdate update, long now) {
        lock.lock();
        try {
            requireOpen();
            if (update.newListenPort() != null || update.newMark() != null || update.rebinds()) {
                rebindLocked(update);
            }
            if (update.newPrivateKey() != null) {
                identifyLocked(update.newPrivateKey().orElse(null), now);
            }
            if (update.replacesPeers()) {
                List.copyOf(peers.values()).forEach(this::removeLocked);
            }
            for (PeerUpdate peer : update.peers()) {
                applyLocked(peer, now);
            }
        } finally {
            lock.unlock();
        }
    }

    private void applyLocked(PeerUpdate update, long now) {
        Peer peer = peers.get(update.publicKey());
        StaticIdentity self = identity;
        if (self != null && update.publicKey().equals(self.publicKey())) {
            return;
        }
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
            peer = new Peer(update.publicKey(), timers, stagingBudget, random);
            setUp(peer, self);
            peers.put(update.publicKey(), peer);
        }
        changeLocked(peer, update, now);
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
        if (update.newEndpoint() != null) {
            peer.endpoint(update.newEndpoint());
        }
        if (update.newResponder() != null) {
            peer.responder(update.newResponder());
        }
        if (update.replacesAllowedIps()) {
            allowedIps.replaceAll(peer, update.allowedIps());
        } else {
            allowedIps.change(peer, update.allowedIps());
        }
        if (update.newPersistentKeepalive() != null) {
            int before = peer.persistentKeepalive();
            peer.persistentKeepalive(update.newPersistentKeepalive());
            if (up && before == 0 && peer.persistentKeepalive() > 0) {
                control.wantKeepalive(peer);
            }
        }
        if (up && !peer.staged().isEmpty()) {
            control.wantHandshake(peer, now);
        }
    }

    private static void setUp(Peer peer, @Nullable StaticIdentity self) {
        peer.lock.lock();
        try {
            peer.identifyLocked(self);
        } finally {
            peer.lock.unlock();
        }
    }

    private void removeLocked(Peer peer) {
        peers.remove(peer.publicKey());
        allowedIps.removeAll(peer);
        peer.lock.lock();
        try {
            peer.markRemoved();
            sessions.forgetLocked(peer);
            peer.identifyLocked(null);
        } finally {
            peer.lock.unlock();
        }
        stop(peer);
    }

    private void stop(Peer peer) {
        peer.timers().clear();
        peer.stagingLock.lock();
        try {
            peer.staged().clear();
        } finally {
            peer.stagingLock.unlock();
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
        // The control thread may be in the middle of a handshake under the last identity, but not under the one before.
        if (lastIdentity != null) {
            lastIdentity.destroy();
        }
        lastIdentity = identity;
        privateKey = key;
        cookies = self == null ? null : new CookieChecker(self, random);
        identity = self;
        for (Peer peer : peers.values()) {
            peer.lock.lock();
            boolean hadSession = peer.keypairs().current() != null;
            try {
                sessions.abandonLocked(peer);
                peer.keypairs().stopSending();
                peer.identifyLocked(self);
            } finally {
                peer.lock.unlock();
            }
            peer.lastInitiation(Long.MIN_VALUE);
            if (up && (hadSession || peer.persistentKeepalive() > 0)) {
                control.wantHandshake(peer, now);
            }
        }
    }

    private void rebindLocked(DeviceUpdate update) {
        int port = update.newListenPort() == null ? listenPort : update.newListenPort();
        int newMark = update.newMark() == null ? mark : update.newMark();
        Bind old = bind;
        if (old == null) {
            listenPort = port;
        } else if (port != listenPort) {
            use(binds.open(port, newMark));
            old.close();
        } else if (update.rebinds()) {
            // The port can't be had twice, so the old socket has to go first; nothing is received for this moment. What
            // the kernel would refuse, it refuses on a free port, too, while the old socket is still there.
            binds.open(0, newMark).close();
            old.close();
            use(binds.open(port, newMark));
        } else if (newMark != mark) {
            old.setMark(newMark);
        }
        mark = newMark;
        peers.values().forEach(Peer::forgetSource);
    }

    private void use(Bind fresh) {
        bind = fresh;
        listenPort = fresh.port();
        listener.bound(fresh);
    }

    /// Opens the sockets, and begins to speak to the peers that want it.
    ///
    /// @throws dev.warren.engine.linux.ErrnoException if the port is refused; the device stays down
    public void up() {
        lock.lock();
        try {
            requireOpen();
            if (up) {
                return;
            }
            use(binds.open(listenPort, mark));
            up = true;
            for (Peer peer : peers.values()) {
                peer.lastInitiation(Long.MIN_VALUE);
                if (peer.persistentKeepalive() > 0) {
                    control.wantKeepalive(peer);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Closes the sockets and forgets every session.
    public void down() {
        lock.lock();
        try {
            if (!up) {
                return;
            }
            up = false;
            Bind old = bind;
            bind = null;
            if (old != null) {
                old.close();
            }
            for (Peer peer : peers.values()) {
                forgetSessions(peer);
                stop(peer);
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
        for (Peer peer : peers.values()) {
            Endpoint endpoint = peer.endpoint();
            if (endpoint != null && !routes.hold(endpoint, mark)) {
                peer.forgetSource();
            }
        }
    }

    /// Begins a handshake with a peer now, if it may be dialled and is known.
    public void connect(PublicKey key, long now) {
        Peer peer = peers.get(key);
        if (peer != null && up) {
            control.wantHandshake(peer, now);
        }
    }

    public @Nullable PrivateKey privateKey() {
        return privateKey;
    }

    public int listenPort() {
        return listenPort;
    }

    public int mark() {
        return mark;
    }

    /// How every peer is, in no particular order.
    ///
    /// @param withAllowedIps whether to list the networks too, which takes the configuration lock
    public List<PeerState> peers(boolean withAllowedIps) {
        List<PeerState> states = new ArrayList<>(peers.size());
        if (!withAllowedIps) {
            peers.values().forEach(peer -> states.add(PeerState.of(peer, List.of())));
            return states;
        }
        lock.lock();
        try {
            peers.values().forEach(peer -> states.add(PeerState.of(peer, allowedIps.of(peer))));
        } finally {
            lock.unlock();
        }
        return states;
    }

    /// What the socket counted, by name; empty while the device is down.
    public Map<String, Long> bindCounters() {
        Bind socket = bind;
        return socket == null ? Map.of() : BindCounters.of(socket);
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
            List.copyOf(peers.values()).forEach(this::removeLocked);
            controlSender.close();
            if (lastIdentity != null) {
                lastIdentity.destroy();
            }
            StaticIdentity self = identity;
            if (self != null) {
                self.destroy();
            }
        } finally {
            lock.unlock();
        }
    }
}
