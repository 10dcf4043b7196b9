package dev.warren.engine.noise;

import dev.warren.engine.crypto.Blake2s;
import dev.warren.engine.key.PublicKey;
import java.nio.charset.StandardCharsets;

/// The keys that anybody who knows a responder's public key can compute (whitepaper §5.4.4, §5.4.7).
///
/// @param mac1 authenticates a message as meant for that responder
/// @param cookie seals the cookies that it gives out
record CookieKeys(byte[] mac1, byte[] cookie) {
    private static final byte[] LABEL_MAC1 = "mac1----".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LABEL_COOKIE = "cookie--".getBytes(StandardCharsets.US_ASCII);

    static CookieKeys of(PublicKey responder) {
        byte[] publicKey = responder.bytes();
        return new CookieKeys(Blake2s.hash(LABEL_MAC1, publicKey), Blake2s.hash(LABEL_COOKIE, publicKey));
    }
}
