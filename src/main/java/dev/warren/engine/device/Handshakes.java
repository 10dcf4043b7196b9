package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.noise.CookieChecker;
import dev.warren.engine.noise.Handshake;
import dev.warren.engine.noise.Initiation;
import dev.warren.engine.noise.Keypair;
import dev.warren.engine.noise.Message;
import dev.warren.engine.noise.Outcome;
import dev.warren.engine.noise.Protocol;
import dev.warren.engine.noise.RateLimiter;
import dev.warren.engine.noise.StaticIdentity;
import org.jspecify.annotations.Nullable;

/// The handshake as the device carries it out (whitepaper §5.4 and §5.3): who may be answered, under which index, and
/// what a completed one sets off.
///
/// The control thread alone calls it, but for [#mayInitiate].
final class Handshakes {
    private static final int UNDER_LOAD_QUEUE = Protocol.MAX_QUEUED_HANDSHAKES / 8;

    private final Device device;
    private final Sender sender;
    private final RateLimiter limiter = new RateLimiter();
    private final byte[] out = new byte[Protocol.INITIATION_LENGTH];
    private long underLoadUntil = Long.MIN_VALUE;

    Handshakes(Device device, Sender sender) {
        this.device = device;
        this.sender = sender;
    }

    /// Whether a new initiation may be sent: not while another one is younger than REKEY_TIMEOUT, never to a
    /// responder, and not by a device that is down.
    boolean mayInitiate(Peer peer, long now) {
        return mayDial(peer) && !isTooSoon(peer, now);
    }

    private boolean mayDial(Peer peer) {
        return device.isUp() && !peer.responder() && peer.endpoint() != null;
    }

    private static boolean isTooSoon(Peer peer, long now) {
        long last = peer.lastInitiation();
        return last != Long.MIN_VALUE && now - last < Protocol.REKEY_TIMEOUT;
    }

    /// Sends a handshake initiation, unless one has just been sent.
    ///
    /// @param retransmission whether it goes on with an attempt that has had no answer
    void initiate(Peer peer, boolean retransmission, long now) {
        Endpoint endpoint = peer.endpoint();
        if (!retransmission) {
            peer.timers().handshakeWanted();
        }
        if (endpoint == null || !mayDial(peer)) {
            return;
        }
        if (isTooSoon(peer, now)) {
            if (retransmission) {
                // We have answered the peer meanwhile; if it is silent now, our turn comes again.
                peer.timers().handshakeInitiated(now);
            }
            return;
        }
        if (!prepare(peer)) {
            device.dropStaged(peer);
            return;
        }
        peer.lastInitiation(now);
        peer.cookieJar().stamp(out, Protocol.INITIATION_LENGTH, now);
        device.counters().handshakeInitiated();
        peer.log().initiationSent(endpoint);
        sent(peer, endpoint, Protocol.INITIATION_LENGTH, now);
        peer.timers().handshakeInitiated(now);
    }

    /// Writes an initiation; false if there can't be a handshake with this peer.
    private boolean prepare(Peer peer) {
        peer.lock.lock();
        try {
            Handshake handshake = peer.handshakeLocked();
            if (peer.removed() || !handshake.possible()) {
                return false;
            }
            int index = device.sessions().awaitResponseLocked(peer);
            return handshake.initiate(index, device.timestamp(), out);
        } finally {
            peer.lock.unlock();
        }
    }

    /// @param waiting how many messages wait behind this one
    void consume(HandshakeMessage message, int waiting, long now) {
        if (waiting >= UNDER_LOAD_QUEUE) {
            underLoadUntil = now + Protocol.UNDER_LOAD_AFTER_TIME;
        }
        StaticIdentity identity = device.identity();
        CookieChecker cookies = device.cookies();
        if (identity == null || cookies == null) {
            device.counters().drop(Drop.UNKNOWN_PEER);
            return;
        }
        if (message.type() == Protocol.COOKIE_REPLY) {
            takeCookie(message, now);
        } else if (admitted(cookies, message, now)) {
            if (message.type() == Protocol.INITIATION) {
                answer(identity, message, now);
            } else {
                complete(message, now);
            }
        }
    }

    /// Denial of service (whitepaper §5.3): first who we are has to be known, then under load where the sender is,
    /// then how often it comes.
    private boolean admitted(CookieChecker cookies, HandshakeMessage message, long now) {
        byte[] bytes = message.bytes();
        if (!cookies.mac1(bytes, bytes.length)) {
            device.counters().drop(Drop.MAC1_INVALID);
            return false;
        }
        if (now >= underLoadUntil) {
            return true;
        }
        byte[] source = message.source().cookieSource();
        if (!cookies.mac2(bytes, bytes.length, source, now)) {
            cookies.reply(bytes, bytes.length, Message.sender(bytes), source, now, out);
            sender.sendMessage(message.source(), Protocol.HANDSHAKE_TOS, out, Protocol.COOKIE_REPLY_LENGTH);
            device.counters().cookieSent();
            device.counters().drop(Drop.COOKIE_REQUIRED);
            return false;
        }
        if (!limiter.allow(message.source().address().getAddress().getAddress(), now)) {
            device.counters().drop(Drop.RATE_LIMITED);
            return false;
        }
        return true;
    }

    private void takeCookie(HandshakeMessage message, long now) {
        IndexEntry entry = device.sessions().indices().get(Message.cookieReceiver(message.bytes()));
        if (entry == null) {
            device.counters().drop(Drop.COOKIE_REPLY_INVALID);
        } else if (entry.peer().cookieJar().take(message.bytes(), now)) {
            entry.peer().log().cookieReceived(message.source());
        } else {
            device.drop(entry.peer(), Drop.COOKIE_REPLY_INVALID);
        }
    }

    private void answer(StaticIdentity identity, HandshakeMessage message, long now) {
        Initiation initiation = Initiation.open(identity, message.bytes());
        if (initiation == null) {
            device.counters().drop(Drop.INITIATION_INVALID);
            return;
        }
        Peer peer = device.peer(initiation.sender());
        if (peer == null) {
            initiation.destroy();
            device.counters().drop(Drop.UNKNOWN_PEER);
            return;
        }
        peer.lock.lock();
        try {
            Handshake handshake = peer.handshakeLocked();
            if (peer.removed()) {
                device.counters().drop(Drop.UNKNOWN_PEER);
                return;
            }
            Drop refusal = refusal(handshake.accept(initiation, now));
            if (refusal == null && !device.sessions().respondLocked(peer, handshake, now, out)) {
                refusal = Drop.INITIATION_INVALID;
            }
            if (refusal != null) {
                device.drop(peer, refusal);
                return;
            }
        } finally {
            peer.lock.unlock();
        }
        peer.log().initiationReceived(message.source());
        received(peer, message, now);
        peer.cookieJar().stamp(out, Protocol.RESPONSE_LENGTH, now);
        device.counters().handshakeAnswered();
        peer.log().responseSent(message.source());
        peer.timers().sessionDerived(now);
        peer.lastInitiation(now);
        sent(peer, message.source(), Protocol.RESPONSE_LENGTH, now);
    }

    private static @Nullable Drop refusal(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> null;
            case IMPOSSIBLE, NOT_AUTHENTIC -> Drop.INITIATION_INVALID;
            case REPLAYED -> Drop.INITIATION_REPLAYED;
            case FLOODED -> Drop.INITIATION_FLOOD;
        };
    }

    private void complete(HandshakeMessage message, long now) {
        IndexEntry entry = device.sessions().indices().get(Message.responseReceiver(message.bytes()));
        if (entry == null || entry.keypair() != null) {
            device.counters().drop(Drop.RESPONSE_INVALID);
            return;
        }
        Peer peer = entry.peer();
        peer.lock.lock();
        try {
            Keypair keypair = peer.removed() ? null : peer.handshakeLocked().complete(message.bytes(), now);
            if (keypair == null) {
                device.drop(peer, Drop.RESPONSE_INVALID);
                return;
            }
            device.sessions().completeLocked(peer, keypair);
        } finally {
            peer.lock.unlock();
        }
        peer.log().responseReceived(message.source());
        received(peer, message, now);
        peer.timers().sessionDerived(now);
        device.handshakeCompleted(peer, now);
        device.control().flushOrConfirm(peer, now);
    }

    private void received(Peer peer, HandshakeMessage message, long now) {
        device.roamed(peer, message.source());
        peer.received(message.bytes().length);
        peer.timers().authenticatedReceived();
        peer.timers().authenticatedTraversed(now);
    }

    private void sent(Peer peer, Endpoint endpoint, int length, long now) {
        peer.timers().authenticatedSent();
        peer.timers().authenticatedTraversed(now);
        peer.transmitted(length);
        sender.sendMessage(endpoint, Protocol.HANDSHAKE_TOS, out, length);
    }
}
