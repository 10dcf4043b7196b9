package dev.warren.engine.noise;

import dev.warren.engine.crypto.Blake2s;
import dev.warren.engine.crypto.XAead;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// The responder's side of mac1, mac2 and cookies (whitepaper §5.3, §5.4.4, §5.4.7): keeps Diffie-Hellman from those
/// who
/// don't know our public key and, under load, from those who don't receive at the address they send from.
public final class CookieChecker {
    private final CookieKeys keys;
    private final RandomGenerator random;
    private final byte[] secret = new byte[Blake2s.HASH];
    private boolean secretMade;
    private long secretMadeAt;

    public CookieChecker(StaticIdentity local) {
        this(local, new SecureRandom());
    }

    /// @param random makes the cookie secret and the nonces
    public CookieChecker(StaticIdentity local, RandomGenerator random) {
        this.keys = new CookieKeys(local.publicKey());
        this.random = random;
    }

    /// True if the sender of the initiation or response, of `length` bytes, knows our public key.
    public boolean mac1(byte[] message, int length) {
        int mac1 = length - 2 * Message.MAC;
        return matches(Blake2s.mac(keys.mac1(), message, 0, mac1), message, mac1);
    }

    /// True if the sender has received a cookie of ours at the address and port that this message comes from.
    ///
    /// @param source IP address, then the port in network order
    public boolean mac2(byte[] message, int length, byte[] source, long now) {
        if (secretExpired(now)) {
            return false;
        }
        int mac2 = length - Message.MAC;
        return matches(Blake2s.mac(cookie(source), message, 0, mac2), message, mac2);
    }

    /// Writes a cookie reply (§5.4.7) to `out`, which has 64 bytes: fewer than it answers.
    ///
    /// @param message the initiation or response that it answers, of `length` bytes
    /// @param source where it came from and the reply goes to: IP address, then the port in network order
    public void reply(byte[] message, int length, int senderIndex, byte[] source, long now, byte[] out) {
        if (secretExpired(now)) {
            random.nextBytes(secret);
            secretMade = true;
            secretMadeAt = now;
        }
        Message.putInt(out, Message.TYPE, Protocol.COOKIE_REPLY);
        Message.putInt(out, Message.COOKIE_RECEIVER, senderIndex);
        byte[] nonce = new byte[XAead.NONCE];
        random.nextBytes(nonce);
        Message.put(out, Message.COOKIE_NONCE, nonce);
        int mac1 = length - 2 * Message.MAC;
        byte[] authenticated = Message.field(message, mac1, mac1 + Message.MAC);
        Message.put(out, Message.COOKIE, XAead.seal(keys.cookie(), nonce, cookie(source), authenticated));
    }

    private boolean secretExpired(long now) {
        return !secretMade || now - secretMadeAt >= Protocol.COOKIE_SECRET_MAX_AGE;
    }

    private byte[] cookie(byte[] source) {
        return Blake2s.mac(secret, source, 0, source.length);
    }

    private static boolean matches(byte[] expected, byte[] message, int offset) {
        return MessageDigest.isEqual(expected, Message.field(message, offset, offset + Message.MAC));
    }
}
