package dev.warren.engine.device;

import static dev.warren.engine.noise.Protocol.KEEPALIVE_TIMEOUT;
import static dev.warren.engine.noise.Protocol.MAX_HANDSHAKE_ATTEMPTS;
import static dev.warren.engine.noise.Protocol.REJECT_AFTER_TIME;
import static dev.warren.engine.noise.Protocol.REKEY_TIMEOUT;
import static dev.warren.engine.noise.Protocol.REKEY_TIMEOUT_JITTER_MAX;
import static dev.warren.engine.noise.Protocol.ZERO_KEYS_AFTER_TIME;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The five timers of a peer (whitepaper §6) and one of our own, as deadlines that somebody else keeps an eye on.
///
/// Each method is named after the event after which it has to be called. A timer is a time in nanoseconds, or [#OFF].
/// Whoever sends and receives only writes such a time: nothing is queued or cancelled a packet. A deadline that is
/// nearer than what [TimerQueue] expects is told to it through [Alarm].
///
/// Linux has a sixth piece of state, which asks for another keepalive if more data came while the first one was due.
/// There is none here: a keepalive answers for all that came before it.
final class PeerTimers {
    /// A deadline that never comes.
    static final long OFF = Long.MAX_VALUE;

    /// How long a peer counts as here after a handshake: as long as its session may be used.
    static final long PRESENCE = REJECT_AFTER_TIME;

    /// What a timer that has run out asks for.
    enum Due {
        /// No answer to a handshake initiation came: send another one.
        RETRANSMIT_HANDSHAKE,
        /// Attempts enough: forget what waits for this handshake.
        GIVE_UP_HANDSHAKE,
        /// Data came and nothing went back: say that we are there.
        SEND_KEEPALIVE,
        /// Data went out and nothing came back: the session may be dead.
        NEW_HANDSHAKE,
        /// The session is long over: erase its keys.
        ZERO_KEYS,
        /// The interval of the persistent keepalive is over.
        PERSISTENT_KEEPALIVE,
        /// The last handshake is so old that its session is over: tell that the peer has gone.
        SESSION_OVER
    }

    /// Told about every deadline after it is set.
    interface Alarm {
        void armed(long deadline);
    }

    private final Alarm alarm;
    private final RandomGenerator random;

    private volatile long persistentInterval;
    private volatile long retransmitHandshake = OFF;
    private volatile long sendKeepalive = OFF;
    private volatile long newHandshake = OFF;
    private volatile long zeroKeys = OFF;
    private volatile long persistentKeepalive = OFF;
    private volatile long sessionOver = OFF;
    private volatile int attempts;

    /// Added to the next deadline of a new handshake; drawn beforehand, because a draw costs more than a packet.
    private volatile long newHandshakeJitter;

    PeerTimers(Alarm alarm, RandomGenerator random) {
        this.alarm = alarm;
        this.random = random;
        this.newHandshakeJitter = jitter();
    }

    /// The interval in nanoseconds, 0 for off; counts from the next authenticated packet.
    void persistentInterval(long nanos) {
        persistentInterval = nanos;
        if (nanos == 0) {
            persistentKeepalive = OFF;
        }
    }

    /// After an authenticated packet with content was sent.
    void dataSent(long now) {
        if (newHandshake == OFF) {
            newHandshake = now + KEEPALIVE_TIMEOUT + REKEY_TIMEOUT + newHandshakeJitter;
            alarm.armed(newHandshake);
        }
    }

    /// After an authenticated packet with content was received.
    void dataReceived(long now) {
        if (sendKeepalive == OFF) {
            sendKeepalive = now + KEEPALIVE_TIMEOUT;
            alarm.armed(sendKeepalive);
        }
    }

    /// After any authenticated message was sent: data, keepalive or handshake.
    void authenticatedSent() {
        if (sendKeepalive != OFF) {
            sendKeepalive = OFF;
        }
    }

    /// After any authenticated message was received: data, keepalive or handshake.
    void authenticatedReceived() {
        if (newHandshake != OFF) {
            newHandshake = OFF;
        }
    }

    /// After any authenticated message was sent or received.
    void authenticatedTraversed(long now) {
        long interval = persistentInterval;
        if (interval > 0) {
            persistentKeepalive = now + interval;
            alarm.armed(persistentKeepalive);
        }
    }

    /// After a handshake initiation was sent.
    void handshakeInitiated(long now) {
        retransmitHandshake = now + REKEY_TIMEOUT + jitter();
        alarm.armed(retransmitHandshake);
    }

    /// After a handshake is confirmed: the initiator has the response, or the responder the first data.
    void handshakeCompleted() {
        retransmitHandshake = OFF;
        attempts = 0;
    }

    /// After new keys were derived, on either side.
    void sessionDerived(long now) {
        zeroKeys = now + ZERO_KEYS_AFTER_TIME;
        alarm.armed(zeroKeys);
    }

    /// After the peer is told to be here, with each handshake anew.
    void peerCame(long now) {
        sessionOver = now + PRESENCE;
        alarm.armed(sessionOver);
    }

    /// Before a handshake that isn't a retransmission.
    void handshakeWanted() {
        attempts = 0;
    }

    boolean handshakePending() {
        return retransmitHandshake != OFF;
    }

    int attempts() {
        return attempts;
    }

    /// Stops everything.
    void clear() {
        retransmitHandshake = OFF;
        sendKeepalive = OFF;
        newHandshake = OFF;
        zeroKeys = OFF;
        persistentKeepalive = OFF;
        sessionOver = OFF;
        attempts = 0;
    }

    /// The nearest deadline.
    long next() {
        return Math.min(
                Math.min(Math.min(retransmitHandshake, sendKeepalive), Math.min(newHandshake, zeroKeys)),
                Math.min(persistentKeepalive, sessionOver));
    }

    /// Takes one timer that has run out, and sets what follows from that alone.
    ///
    /// @return what to do, or null when all deadlines lie ahead
    @Nullable Due poll(long now) {
        if (zeroKeys <= now) {
            // First, because after a long sleep everything is due at once, and the handshake that something else begins
            // then must not be erased with the keys.
            zeroKeys = OFF;
            return Due.ZERO_KEYS;
        }
        if (retransmitHandshake <= now) {
            retransmitHandshake = OFF;
            if (attempts > MAX_HANDSHAKE_ATTEMPTS) {
                sendKeepalive = OFF;
                if (zeroKeys == OFF) {
                    zeroKeys = now + ZERO_KEYS_AFTER_TIME;
                    alarm.armed(zeroKeys);
                }
                return Due.GIVE_UP_HANDSHAKE;
            }
            attempts++;
            return Due.RETRANSMIT_HANDSHAKE;
        }
        if (sendKeepalive <= now) {
            sendKeepalive = OFF;
            return Due.SEND_KEEPALIVE;
        }
        if (newHandshake <= now) {
            newHandshake = OFF;
            newHandshakeJitter = jitter();
            return Due.NEW_HANDSHAKE;
        }
        if (persistentKeepalive <= now) {
            persistentKeepalive = OFF;
            // A packet that was under way when the interval was switched off may have set it once more.
            return persistentInterval == 0 ? null : Due.PERSISTENT_KEEPALIVE;
        }
        if (sessionOver <= now) {
            sessionOver = OFF;
            return Due.SESSION_OVER;
        }
        return null;
    }

    private long jitter() {
        return random.nextLong(REKEY_TIMEOUT_JITTER_MAX);
    }
}
