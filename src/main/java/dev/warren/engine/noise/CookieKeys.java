package dev.warren.engine.noise;

import dev.warren.engine.crypto.Blake2s;
import dev.warren.engine.key.PublicKey;
import java.nio.charset.StandardCharsets;

/// The keys that anybody who knows a responder's public key can compute (whitepaper §5.4.4, §5.4.7).
final class CookieKeys {
    private static final byte[] LABEL_MAC1 = "mac1----".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LABEL_COOKIE = "cookie--".getBytes(StandardCharsets.US_ASCII);

    private final byte[] mac1;
    private final byte[] cookie;

    CookieKeys(PublicKey responder) {
        byte[] publicKey = responder.bytes();
        mac1 = Blake2s.hash(LABEL_MAC1, publicKey);
        cookie = Blake2s.hash(LABEL_COOKIE, publicKey);
    }

    /// Authenticates a message as meant for that responder.
    byte[] mac1() {
        return mac1;
    }

    /// Seals the cookies that the responder gives out.
    byte[] cookie() {
        return cookie;
    }
}
