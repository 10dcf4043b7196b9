package dev.warren.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Those whose password was right and whose second factor is still to come. They are in memory alone and for five
/// minutes:
/// after a restart one begins again.
@Singleton
class PendingSignIns {

    static final Duration KEPT = Duration.ofMinutes(5);
    private static final long MOST = 10_000;

    private final Cache<String, Pending> pending;

    PendingSignIns(InstantSource clock) {
        pending = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    /// @param passwordHash the one that the password was right for; another one by now makes this worthless
    record Pending(UUID userId, String passwordHash, boolean remember) {
        @Override
        public String toString() {
            return "Pending[" + userId + "]";
        }
    }

    SessionToken add(User user, boolean remember) {
        var token = SessionToken.generate();
        pending.put(token.text(), new Pending(user.id(), user.passwordHash(), remember));
        return token;
    }

    Optional<Pending> find(String token) {
        return Optional.ofNullable(pending.getIfPresent(token));
    }

    /// Takes it away; false if another request has done so already.
    boolean finish(String token) {
        return pending.asMap().remove(token) != null;
    }
}
