package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.noise.CookieJar;
import dev.warren.engine.noise.Handshake;
import dev.warren.engine.noise.Keypair;
import dev.warren.engine.noise.Keypairs;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One peer of a device: its keys, its place in the network, and its share of every queue.
final class Peer {
    /// What the control thread is asked to do for a peer.
    static final int WANTS_HANDSHAKE = 1;

    static final int WANTS_FLUSH = 2;
    static final int WANTS_KEEPALIVE = 4;

    private final PublicKey publicKey;
    private final long ordinal;
    private final PeerTimers timers;
    private final TimerQueue.Place timerPlace;
    private final Keypairs keypairs = new Keypairs();
    private final CookieJar cookieJar;
    private final AtomicLong receiveBytes = new AtomicLong();
    private final AtomicLong transmitBytes = new AtomicLong();
    private final AtomicInteger wants = new AtomicInteger();
    private final PeerLog log;
    private final PeerDrops drops = new PeerDrops();

    private volatile @Nullable Endpoint endpoint;
    private volatile @Nullable Instant latestHandshake;
    private volatile long latestHandshakeAt = Long.MIN_VALUE;
    private volatile int persistentKeepalive;
    private volatile boolean responder;
    private volatile boolean removed;
    private volatile @Nullable Tap tap;
    private volatile long lastInitiation = Long.MIN_VALUE;
    private volatile @Nullable Carriage carriage;

    /// Guards the handshake, and every change of the keypairs.
    final ReentrantLock lock = new ReentrantLock();

    // @GuardedBy("lock")
    private final Handshake handshake;
    private @Nullable PresharedKey presharedKey;
    private int awaitedIndex;
    private boolean awaitsResponse;
    private boolean present;

    /// Guards the staged packets, and is held while they are sent, so that no later packet overtakes them.
    final ReentrantLock stagingLock = new ReentrantLock();

    // @GuardedBy("stagingLock")
    private final StagedPackets staged;

    /// @param ordinal greater than those of all peers that the device had before
    Peer(PublicKey publicKey, long ordinal, TimerQueue queue, AtomicLong stagingBudget, RandomGenerator random) {
        this.publicKey = publicKey;
        this.ordinal = ordinal;
        this.handshake = new Handshake(null, publicKey, null, random);
        this.log = new PeerLog(publicKey);
        this.cookieJar = new CookieJar(publicKey);
        this.staged = new StagedPackets(stagingBudget);
        this.timers = new PeerTimers(deadline -> queue.armed(place(), deadline), random);
        this.timerPlace = new TimerQueue.Place(this, timers);
    }

    private TimerQueue.Place place() {
        return timerPlace;
    }

    /// That this peer's messages went through the tunnel of another peer, and when.
    record Carriage(Peer carrier, long at) {}

    @Nullable Carriage carriage() {
        return carriage;
    }

    void carriage(Carriage latest) {
        carriage = latest;
    }

    PublicKey publicKey() {
        return publicKey;
    }

    /// The place among the peers, as they were added.
    long ordinal() {
        return ordinal;
    }

    PeerTimers timers() {
        return timers;
    }

    TimerQueue.Place timerPlace() {
        return timerPlace;
    }

    Keypairs keypairs() {
        return keypairs;
    }

    CookieJar cookieJar() {
        return cookieJar;
    }

    /// Whether there is a session that data can be sent with.
    boolean maySend(long now) {
        Keypair keypair = keypairs.current();
        return keypair != null && keypair.sendable(now);
    }

    StagedPackets staged() {
        return staged;
    }

    @Nullable Endpoint endpoint() {
        return endpoint;
    }

    void endpoint(@Nullable Endpoint value) {
        endpoint = value;
    }

    /// Lets the kernel choose the source address again, because the one that was used may be why nothing comes
    /// back.
    void forgetSource() {
        Endpoint known = endpoint;
        if (known != null) {
            endpoint = known.withoutSource();
        }
    }

    @Nullable Instant latestHandshake() {
        return latestHandshake;
    }

    /// The same by the boot clock, or [Long#MIN_VALUE].
    long latestHandshakeAt() {
        return latestHandshakeAt;
    }

    void latestHandshake(Instant at, long now) {
        latestHandshake = at;
        latestHandshakeAt = now;
    }

    /// Seconds, 0 for off.
    int persistentKeepalive() {
        return persistentKeepalive;
    }

    void persistentKeepalive(int seconds) {
        persistentKeepalive = seconds;
        timers.persistentInterval(seconds * 1_000_000_000L);
    }

    boolean responder() {
        return responder;
    }

    void responder(boolean value) {
        responder = value;
    }

    boolean removed() {
        return removed;
    }

    /// Ends every handshake for good.
    void removeLocked() {
        removed = true;
        presharedKey = null;
        handshake.destroy();
    }

    /// When the last handshake initiation was sent, or [Long#MIN_VALUE].
    long lastInitiation() {
        return lastInitiation;
    }

    void lastInitiation(long now) {
        lastInitiation = now;
    }

    long receiveBytes() {
        return receiveBytes.get();
    }

    long transmitBytes() {
        return transmitBytes.get();
    }

    void received(long bytes) {
        receiveBytes.addAndGet(bytes);
    }

    void transmitted(long bytes) {
        transmitBytes.addAndGet(bytes);
    }

    /// Who looks at the peer's packets, mostly nobody.
    @Nullable Tap tap() {
        return tap;
    }

    void tap(@Nullable Tap value) {
        tap = value;
    }

    PeerLog log() {
        return log;
    }

    PeerDrops drops() {
        return drops;
    }

    /// Notes a wish; true if the peer has to be put in line for the control thread.
    boolean want(int wish) {
        return wants.getAndUpdate(before -> before | wish) == 0;
    }

    int takeWants() {
        return wants.getAndSet(0);
    }

    Handshake handshakeLocked() {
        return handshake;
    }

    @Nullable PresharedKey presharedKeyLocked() {
        return presharedKey;
    }

    /// Takes effect with the next handshake.
    void presharedKeyLocked(@Nullable PresharedKey key) {
        presharedKey = key;
        handshake.presharedKey(key);
    }

    /// Lets it begin anew although its clock was once ahead.
    void forgetHandshakeTimestamp() {
        lock.lock();
        try {
            if (handshake != null) {
                handshake.forgetTimestamp();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean awaitsResponseLocked() {
        return awaitsResponse;
    }

    /// The index under which a response to our initiation is awaited, if one is.
    int awaitedIndexLocked() {
        return awaitedIndex;
    }

    void awaitLocked(int index) {
        awaitedIndex = index;
        awaitsResponse = true;
    }

    void awaitNothingLocked() {
        awaitsResponse = false;
    }

    /// Whether others were told that the peer is here.
    boolean presentLocked() {
        return present;
    }

    void presentLocked(boolean value) {
        present = value;
    }

    @Override
    public String toString() {
        return "peer(" + publicKey + ")";
    }
}
