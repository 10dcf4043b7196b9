package dev.warren.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.warren.audit.Freshness;
import dev.warren.audit.Recorded;
import dev.warren.web.Sha256;
import dev.warren.web.Visitor;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Who was behind which credentials within the last second, so that a page with its parts, or a program that asks in
/// a loop, is looked up in the database once and not with every request.
///
/// A change of a user, a session or a token ends everything that is known here in the moment in which it is
/// committed.
@Singleton
class RecentProofs {

    private static final long MOST = 10_000;

    private final InstantSource clock;
    private final Freshness freshness;
    private final Cache<Key, Freshness.Read<Proof>> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Freshness.KEPT)
            .build();

    RecentProofs(InstantSource clock) {
        this.clock = clock;
        this.freshness = new Freshness(clock, "user", "token");
    }

    /// What credentials are known by: a hash, for a password or token doesn't have to stay in memory.
    record Key(ByteBuffer hash) {

        static Key of(String scheme, Visitor visitor, String credentials) {
            return new Key(ByteBuffer.wrap(Sha256.of(String.join("\n", scheme, visitor.addressText(), credentials))));
        }
    }

    /// What these credentials were found to be within the last second.
    Optional<Proof> find(Key key) {
        return Optional.ofNullable(known.getIfPresent(key))
                .filter(freshness::holds)
                .map(Freshness.Read::value)
                .filter(proof -> clock.instant().isBefore(proof.until()));
    }

    /// Proves it anew. What changes while that is done counts as later than the proof.
    Proof prove(Key key, Supplier<Proof> proved) {
        var proof = freshness.read(proved);
        known.put(key, proof);
        return proof.value();
    }

    /// Also if it is not known whether the change was committed, because the database went away meanwhile.
    void changed(@Observes(during = TransactionPhase.AFTER_COMPLETION) Recorded recorded) {
        freshness.changed(recorded);
    }
}
