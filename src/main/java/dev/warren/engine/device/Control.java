package dev.warren.engine.device;

import dev.warren.engine.conn.ReceiveBatch;
import dev.warren.engine.noise.Protocol;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What one thread does beside the data path: answers handshake messages, runs the timers, and sends for peers what
/// the data threads leave to it.
///
/// 1. Handshake messages wait in a bounded queue; when it is full, they are dropped.
/// 2. A data thread that wants something for a peer (a handshake, staged packets flushed) notes it in the peer, which
///    then stands in line once.
/// 3. Timers that have run out are worked off last, so that an answer that is already here still counts.
final class Control {
    private static final int MAX_MESSAGES = 64;

    private static final ValueLayout.OfInt TYPE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Device device;
    private final Handshakes handshakes;
    private final Sender sender;
    private final TimerQueue timers;
    private final Runnable wake;

    private final ArrayBlockingQueue<HandshakeMessage> messages =
            new ArrayBlockingQueue<>(Protocol.MAX_QUEUED_HANDSHAKES);
    private final ConcurrentLinkedQueue<Peer> wishes = new ConcurrentLinkedQueue<>();

    Control(Device device, Handshakes handshakes, Sender sender, TimerQueue timers, Runnable wake) {
        this.device = device;
        this.handshakes = handshakes;
        this.sender = sender;
        this.timers = timers;
        this.wake = wake;
    }

    /// Takes a datagram that isn't data. Any thread may call it; it never waits.
    void received(MemorySegment slab, long offset, int length, ReceiveBatch batch, int index) {
        int type = length < 4 ? 0 : slab.get(TYPE, offset);
        if (length == 0 || length != HandshakeMessage.length(type)) {
            device.counters().drop(Drop.MALFORMED_MESSAGE);
        } else if (messages.remainingCapacity() == 0) {
            device.counters().drop(Drop.HANDSHAKE_QUEUE_FULL);
        } else {
            byte[] bytes = new byte[length];
            MemorySegment.copy(slab, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
            if (!messages.offer(new HandshakeMessage(bytes, batch.endpoint(index)))) {
                device.counters().drop(Drop.HANDSHAKE_QUEUE_FULL);
            }
            wake.run();
        }
    }

    /// Asks for a handshake, unless one has just begun.
    void wantHandshake(Peer peer, long now) {
        if (handshakes.mayInitiate(peer, now)) {
            want(peer, Peer.WANTS_HANDSHAKE);
        }
    }

    /// Asks for a session that packets wait for. When it is too soon after the last handshake, one begins later,
    /// unless there is a session by then.
    void wantSession(Peer peer, long now) {
        if (handshakes.mayInitiate(peer, now)) {
            want(peer, Peer.WANTS_HANDSHAKE);
        } else if (!peer.timers().handshakePending()) {
            peer.timers().handshakeWanted();
            peer.timers().handshakeInitiated(now);
            if (peer.maySend(now)) {
                // It came about between our caller's look and the timer's setting, and stopped no timer then.
                peer.timers().handshakeCompleted();
            }
        }
    }

    /// Asks for whatever is staged to be sent.
    void wantFlush(Peer peer) {
        want(peer, Peer.WANTS_FLUSH);
    }

    /// Asks for a keepalive, and so for a handshake where there is no session.
    void wantKeepalive(Peer peer) {
        want(peer, Peer.WANTS_KEEPALIVE);
    }

    private void want(Peer peer, int wish) {
        if (peer.want(wish)) {
            wishes.add(peer);
            wake.run();
        }
    }

    /// Works off what there is.
    ///
    /// @return when it has to be called again at the latest, if nothing wakes it before
    long pump(long now) {
        int worked = 0;
        for (HandshakeMessage message = messages.poll(); message != null; message = messages.poll()) {
            handshakes.consume(message, messages.size(), now);
            if (++worked == MAX_MESSAGES) {
                break;
            }
        }
        for (Peer peer = wishes.poll(); peer != null; peer = wishes.poll()) {
            grant(peer, peer.takeWants(), now);
        }
        for (Peer peer = timers.poll(now); peer != null; peer = timers.poll(now)) {
            expire(peer, now);
            timers.settle(peer.timerPlace());
        }
        sender.flush();
        return messages.isEmpty() ? timers.next() : now;
    }

    private void grant(Peer peer, int wishes, long now) {
        if (peer.removed()) {
            return;
        }
        if ((wishes & Peer.WANTS_FLUSH) != 0) {
            flush(peer, now);
        }
        if ((wishes & Peer.WANTS_KEEPALIVE) != 0) {
            keepalive(peer, now);
        }
        if ((wishes & Peer.WANTS_HANDSHAKE) != 0) {
            handshakes.initiate(peer, false, now);
        }
    }

    private void expire(Peer peer, long now) {
        for (PeerTimers.Due due = peer.timers().poll(now);
                due != null;
                due = peer.timers().poll(now)) {
            switch (due) {
                case RETRANSMIT_HANDSHAKE -> {
                    peer.log().handshakeRepeated(peer.timers().attempts() + 1);
                    peer.forgetSource();
                    handshakes.initiate(peer, true, now);
                }
                case GIVE_UP_HANDSHAKE -> {
                    peer.log().handshakeGivenUp(peer.timers().attempts() + 1);
                    device.dropStaged(peer);
                }
                case SEND_KEEPALIVE, PERSISTENT_KEEPALIVE -> keepalive(peer, now);
                case NEW_HANDSHAKE -> {
                    peer.log().peerSilent();
                    peer.forgetSource();
                    handshakes.initiate(peer, false, now);
                }
                case ZERO_KEYS -> {
                    peer.log().keysZeroed();
                    device.forgetSessions(peer);
                }
                case SESSION_OVER -> device.sessionOver(peer, now);
            }
        }
    }

    private void keepalive(Peer peer, long now) {
        if (!sender.sendKeepalive(peer, now)) {
            handshakes.initiate(peer, false, now);
        }
    }

    /// Sends what is staged, or at least a keepalive: the responder waits for a first message under the new keys
    /// before it uses them.
    void flushOrConfirm(Peer peer, long now) {
        if (peer.staged().isEmpty()) {
            sender.sendKeepalive(peer, now);
        } else {
            flush(peer, now);
        }
    }

    private void flush(Peer peer, long now) {
        peer.stagingLock.lock();
        try {
            if (peer.maySend(now)) {
                sender.sendStagedLocked(peer, now);
            }
        } finally {
            peer.stagingLock.unlock();
        }
    }
}
