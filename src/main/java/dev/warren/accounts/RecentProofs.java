package dev.warren.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.warren.audit.Recorded;
import dev.warren.web.Sha256;
import dev.warren.web.Visitor;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Who was behind which credentials within the last second, so that a page with its parts, or a program that asks in
/// a loop, is looked up in the database once and not with every request.
///
/// Whatever is done to a user, a session or a token stands in the audit log, and ends everything that is known here
/// in the moment in which it is committed. The second is for what another program does to the database: resetting a
/// password from the command line.
@Singleton
class RecentProofs {

    static final Duration KEPT = Duration.ofSeconds(1);

    private static final long MOST = 10_000;
    private static final Set<String> SUBJECTS = Set.of("user", "token");

    private final InstantSource clock;
    private final AtomicLong changes = new AtomicLong();
    private final Cache<Key, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    RecentProofs(InstantSource clock) {
        this.clock = clock;
    }

    /// What credentials are known by: a hash, for a password or token doesn't have to stay in memory.
    record Key(ByteBuffer hash) {

        static Key of(String scheme, Visitor visitor, String credentials) {
            return new Key(ByteBuffer.wrap(Sha256.of(String.join("\n", scheme, visitor.addressText(), credentials))));
        }
    }

    private record Known(Proof proof, Instant since, long changes) {

        boolean isGood(Instant now, long changesNow) {
            return changes == changesNow
                    && !now.isBefore(since) // nor if the clock was set back
                    && now.isBefore(since.plus(KEPT))
                    && now.isBefore(proof.until());
        }
    }

    /// What these credentials were found to be within the last second.
    Optional<Proof> find(Key key) {
        return Optional.ofNullable(known.getIfPresent(key))
                .filter(found -> found.isGood(clock.instant(), changes.get()))
                .map(Known::proof);
    }

    /// Proves it anew. What changes while that is done counts as later than the proof.
    Proof prove(Key key, Supplier<Proof> proved) {
        var before = changes.get();
        var since = clock.instant();
        var proof = proved.get();
        known.put(key, new Known(proof, since, before));
        return proof;
    }

    /// Also if it is not known whether the change was committed, because the database went away meanwhile.
    void changed(@Observes(during = TransactionPhase.AFTER_COMPLETION) Recorded recorded) {
        if (SUBJECTS.contains(recorded.subject().type())) {
            changes.incrementAndGet();
        }
    }
}
