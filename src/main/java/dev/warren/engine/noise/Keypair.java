package dev.warren.engine.noise;

import dev.warren.engine.crypto.AeadKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;

/// The keys of one session (whitepaper §5.4.5, §5.4.6): two AEAD keys, the counter of messages sent, and the filter
/// of those received.
///
/// Any thread may send with it and destroy it. Who receives with it holds [#receiving].
public final class Keypair {
    /// [#reserve] answers this if the counters are used up. No message has it, since it is beyond
    /// [Protocol#REJECT_AFTER_MESSAGES].
    public static final long EXHAUSTED = -1;

    private static final VarHandle SENT;

    static {
        try {
            SENT = MethodHandles.lookup().findVarHandle(Keypair.class, "sent", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int localIndex;
    private final int remoteIndex;
    private final boolean initiator;
    private final long createdAt;
    private final AeadKey send;
    private final AeadKey receive;
    private final ReentrantLock receiving = new ReentrantLock();

    // @GuardedBy("receiving")
    private final ReplayFilter replayFilter = new ReplayFilter();
    private boolean rekeyedEarly;
    private volatile long sent;
    private volatile boolean sendable = true;

    public Keypair(int localIndex, int remoteIndex, boolean initiator, long createdAt, AeadKey send, AeadKey receive) {
        this.localIndex = localIndex;
        this.remoteIndex = remoteIndex;
        this.initiator = initiator;
        this.createdAt = createdAt;
        this.send = send;
        this.receive = receive;
    }

    /// The receiver's index in messages to us.
    public int localIndex() {
        return localIndex;
    }

    /// The receiver's index in messages to the peer.
    public int remoteIndex() {
        return remoteIndex;
    }

    /// True if we began the handshake.
    public boolean initiator() {
        return initiator;
    }

    public long createdAt() {
        return createdAt;
    }

    public AeadKey send() {
        return send;
    }

    public AeadKey receive() {
        return receive;
    }

    /// Held while messages are received: a peer that moves is heard on two sockets for a moment, and a replay
    /// filter bears one thread.
    public ReentrantLock receiving() {
        return receiving;
    }

    /// Of who holds [#receiving].
    public ReplayFilter replayFilter() {
        return replayFilter;
    }

    /// Notes that a new handshake is asked for because of its age; false if it was before. Of who holds
    /// [#receiving].
    public boolean rekeysEarly() {
        boolean first = !rekeyedEarly;
        rekeyedEarly = true;
        return first;
    }

    /// Takes the next `count` counters, at least one, for messages to send.
    ///
    /// @return the first of them (unsigned), or [#EXHAUSTED] if not all are below
    /// [Protocol#REJECT_AFTER_MESSAGES]
    public long reserve(int count) {
        long first;
        do {
            first = sent;
            if (Long.compareUnsigned(first, Protocol.REJECT_AFTER_MESSAGES - count) > 0) {
                return EXHAUSTED;
            }
        } while (!SENT.compareAndSet(this, first, first + count));
        return first;
    }

    /// How many messages have been sent, unsigned: the counter of the next one.
    public long sent() {
        return sent;
    }

    /// True when no message may be sent with it any more, however young it is.
    public boolean exhausted() {
        return Long.compareUnsigned(sent, Protocol.REJECT_AFTER_MESSAGES) >= 0;
    }

    /// True when it is too old to send or to receive with (§6.1).
    public boolean expired(long now) {
        return now - createdAt >= Protocol.REJECT_AFTER_TIME;
    }

    /// True if a message may be sent with it.
    public boolean sendable(long now) {
        return sendable && !expired(now) && !exhausted();
    }

    /// Ends sending with it; it still receives. After a change of our own static key.
    public void stopSending() {
        sendable = false;
    }

    /// Zeroes both keys. Who is about to use them finds out: see [AeadKey].
    public void destroy() {
        sendable = false;
        send.destroy();
        receive.destroy();
    }

    void skipTo(long counter) {
        sent = counter;
    }
}
