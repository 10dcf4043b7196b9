package dev.warren.secrets;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Changes the master key while everything goes on. New values are sealed with the new key at once, the old ones
/// afterwards; the former key goes when nothing can be sealed with it any more.
@ApplicationScoped
public class MasterKeyRotation {

    private static final Logger LOG = Logger.getLogger(MasterKeyRotation.class);

    /// For the clean-up after a transaction that was ended by force.
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final MasterKeySource source;
    private final Keyring keyring;
    private final KeyRows rows;
    private final Resealing resealing;
    private final AuditLog audit;
    private final InstantSource clock;

    /// No transaction takes longer, so what was sealed before the change is committed by then.
    private final Duration grace;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile Instant changedAt;

    MasterKeyRotation(
            MasterKeySource source,
            Keyring keyring,
            KeyRows rows,
            Resealing resealing,
            AuditLog audit,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.transaction-manager.default-transaction-timeout") Duration longest) {
        this.source = source;
        this.keyring = keyring;
        this.rows = rows;
        this.resealing = resealing;
        this.audit = audit;
        this.clock = clock;
        this.grace = longest.plus(MARGIN);
        this.changedAt = clock.instant();
    }

    /// @param present  the id of the key that seals
    /// @param former   the ids of those with which something may still be sealed
    /// @param place    where they come from
    public record State(String present, List<String> former, String place) {}

    public State state() {
        var present = keyring.first().id();
        var former = QuarkusTransaction.requiringNew().call(rows::all).stream()
                .map(KeyRows.Row::id)
                .filter(id -> !id.equals(present))
                .toList();
        return new State(present, former, source.place());
    }

    /// Takes a new key and returns how many values were sealed anew. Throws the [Rejection] 409 if there is none
    /// to take: where the administrator keeps the keys, a new one has to be put there first. Must not be called
    /// in a transaction.
    public long rotate() {
        lock.lock();
        try {
            var keys = next();
            QuarkusTransaction.requiringNew().run(() -> {
                rows.lock();
                // Before the first value is sealed with the new key, and whether or not this is committed.
                changedAt = clock.instant();
                if (source.isOwn()) {
                    source.write(keys);
                }
                var former = keyring.first().id();
                keyring.take(keys);
                rows.add(keyring);
                audit.record(
                        "master-key.changed",
                        new Subject("master-key", keyring.first().id(), "master key"),
                        new KeyFacts(former),
                        new KeyFacts(keyring.first().id()));
            });
            return resealing.all();
        } finally {
            lock.unlock();
        }
    }

    private record KeyFacts(String id) implements AuditFacts {}

    private List<MasterKey> next() {
        var keys = new ArrayList<MasterKey>();
        try {
            if (source.isOwn()) {
                keys.add(MasterKey.generate());
            }
            keys.addAll(source.read());
        } catch (IllegalArgumentException e) {
            throw Rejection.conflict(Objects.requireNonNull(e.getMessage()));
        }
        if (keys.getFirst().id().equals(keyring.first().id())) {
            throw Rejection.conflict(
                    source.isNamedFile()
                            ? "Put a new key on the first line of %s and leave the present one below it; then ask again."
                                    .formatted(source.place())
                            : "The key is in WARREN_MASTER_KEY: put a new one in front of it, with a comma between them, and restart Warren.");
        }
        var present = keyring.first();
        if (keys.stream().noneMatch(key -> key.id().equals(present.id()))) {
            throw Rejection.conflict("The present key %s has to stay in %s until everything is sealed with the new one."
                    .formatted(present.id(), source.place()));
        }
        return keys;
    }

    /// Forgets former keys once nothing is sealed with them.
    @Scheduled(every = "1m", delayed = "3m", identity = "former master keys")
    void forgetFormer() {
        if (clock.instant().isBefore(changedAt.plus(grace)) || !hasFormer() || !lock.tryLock()) {
            return;
        }
        try {
            if (resealing.all() == 0) {
                var present = keyring.first();
                QuarkusTransaction.requiringNew().run(() -> {
                    rows.add(keyring); // which a change that was not committed has left out
                    rows.keepOnly(present.id());
                });
                if (source.isOwn()) {
                    source.write(List.of(present));
                }
                LOG.infof(
                        "Every secret is sealed with the master key %s; former keys are no longer needed",
                        present.id());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether the database or Warren's own file has a former key. A Warren that was ended between the two leaves
    /// it in
    /// the file.
    private boolean hasFormer() {
        return !state().former().isEmpty()
                || source.isOwn()
                        && source.read().stream()
                                .skip(1)
                                .anyMatch(
                                        key -> !key.id().equals(keyring.first().id()));
    }
}
