package dev.warren.engine.noise;

import dev.warren.engine.crypto.Blake2s;
import dev.warren.engine.crypto.XAead;
import dev.warren.engine.key.PublicKey;
import org.jspecify.annotations.Nullable;

/// The initiator's side of mac1, mac2 and cookies with one peer (whitepaper §5.4.4, §5.4.7).
public final class CookieJar {
    private final CookieKeys keys;
    private byte @Nullable [] lastMac1;
    private byte @Nullable [] cookie;
    private long cookieTakenAt;

    public CookieJar(PublicKey remote) {
        this.keys = new CookieKeys(remote);
    }

    /// Writes mac1 to the end of an initiation or response of `length` bytes, and mac2 if there is a cookie fresh
    /// enough.
    public void stamp(byte[] message, int length, long now) {
        int mac1 = length - 2 * Message.MAC;
        int mac2 = length - Message.MAC;
        lastMac1 = Blake2s.mac(keys.mac1(), message, 0, mac1);
        Message.put(message, mac1, lastMac1);
        byte[] fresh = freshCookie(now);
        Message.put(message, mac2, fresh == null ? new byte[Message.MAC] : Blake2s.mac(fresh, message, 0, mac2));
    }

    /// Takes the cookie out of a reply to the message stamped last. It proves nothing about where the peer is.
    ///
    /// @return false if it answers something else, or that message has been answered already
    public boolean take(byte[] reply, long now) {
        if (lastMac1 == null
                || reply.length != Protocol.COOKIE_REPLY_LENGTH
                || Message.type(reply) != Protocol.COOKIE_REPLY) {
            return false;
        }
        byte[] nonce = Message.field(reply, Message.COOKIE_NONCE, Message.COOKIE);
        byte[] sealed = Message.field(reply, Message.COOKIE, Protocol.COOKIE_REPLY_LENGTH);
        byte[] opened = XAead.open(keys.cookie(), nonce, sealed, lastMac1);
        if (opened == null) {
            return false;
        }
        cookie = opened;
        cookieTakenAt = now;
        lastMac1 = null;
        return true;
    }

    private byte @Nullable [] freshCookie(long now) {
        return now - cookieTakenAt < Protocol.COOKIE_SECRET_MAX_AGE - Protocol.COOKIE_SECRET_LATENCY ? cookie : null;
    }

    public void clear() {
        cookie = null;
        lastMac1 = null;
    }
}
