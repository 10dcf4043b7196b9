package dev.warren.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.warren.web.Visitor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The Basic credentials that were right a short time ago, so that a program which sends them with every call does
/// not cost an Argon2 with every call.
///
/// A password is remembered for one user, from one address, for five minutes, and as a hash with a key that
/// dies with the process. It is forgotten as soon as the user's password hash is another. The address is part of it
/// because a guess from elsewhere must not get past the limit for being quick to check.
final class RememberedPasswords {

    static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final SecretKeySpec key;

    /// Keyed hash of user, address and password → the hash in the database that it was right for.
    private final Cache<ByteBuffer, String> right;

    RememberedPasswords(InstantSource clock) {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, "HmacSHA256");
        right = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .ticker(() -> Duration.between(java.time.Instant.EPOCH, clock.instant())
                        .toNanos())
                .build();
    }

    boolean knows(UUID user, String passwordHash, Visitor visitor, String password) {
        var known = right.getIfPresent(mac(user, visitor, password));
        return known != null && MessageDigest.isEqual(bytes(known), bytes(passwordHash));
    }

    void remember(UUID user, String passwordHash, Visitor visitor, String password) {
        right.put(mac(user, visitor, password), passwordHash);
    }

    private ByteBuffer mac(UUID user, Visitor visitor, String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(bytes(user.toString()));
            mac.update(bytes(visitor.addressText()));
            mac.update((byte) 0);
            mac.update(bytes(password));
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has HMAC-SHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
