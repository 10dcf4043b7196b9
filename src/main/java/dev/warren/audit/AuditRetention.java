package dev.warren.audit;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Forgets lines of the audit log that are older than the administrator wants to keep, by the one function of the
/// database that may, and notes that it did.
@Singleton
class AuditRetention {

    static final Duration SHORTEST = Duration.ofDays(30);
    private static final int BATCH = 10_000;

    private final AuditConfig config;
    private final EntityManager database;
    private final AuditLog audit;
    private final InstantSource clock;

    AuditRetention(AuditConfig config, EntityManager database, AuditLog audit, InstantSource clock) {
        this.config = config;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    void verify(@Observes StartupEvent event) {
        if (config.keep().filter(keep -> keep.compareTo(SHORTEST) < 0).isPresent()) {
            throw new PreventFurtherStepsException(
                    "warren: WARREN_AUDIT_KEEP: the audit log is kept for at least %d days."
                            .formatted(SHORTEST.toDays()),
                    1);
        }
    }

    @Scheduled(every = "24h", delayed = "15m", identity = "audit log")
    void forget() {
        config.keep().ifPresent(keep -> forgetBefore(clock.instant().minus(keep)));
    }

    /// Deletes all lines older than this, and returns how many there were.
    long forgetBefore(Instant moment) {
        long forgotten = 0;
        long batch;
        do {
            batch = QuarkusTransaction.requiringNew()
                    .call(() -> ((Number) database.createNativeQuery("select audit_log_forget(:moment, :most)")
                                    .setParameter("moment", moment)
                                    .setParameter("most", BATCH)
                                    .getSingleResult())
                            .longValue());
            forgotten += batch;
        } while (batch == BATCH);
        if (forgotten > 0) {
            note(moment, forgotten);
        }
        return forgotten;
    }

    /// @param before everything older is gone
    private record Forgotten(Instant before, long lines) implements AuditFacts {}

    private void note(Instant moment, long forgotten) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        "audit.forgotten",
                        new Subject("audit", "", "audit log"),
                        new Forgotten(moment, forgotten),
                        null));
    }
}
