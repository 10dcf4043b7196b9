package dev.warren.interfaces;

import dev.warren.audit.Recorded;
import dev.warren.web.Rejection;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/// The interfaces as they were within the last second, for what reads them with every request and changes none: a
/// creation of a peer, and a list's defaults.
///
/// Whatever is done to an interface stands in the audit log, and makes this read them anew as soon as it is
/// committed. They belong to no session: changing one changes nothing. Not for a transaction that has changed an
/// interface itself: it may see the old one, or show others what is not committed yet.
@Singleton
public class KnownInterfaces {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final StatelessSession database;
    private final InstantSource clock;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Known known;

    KnownInterfaces(StatelessSession database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Known(List<WgInterface> interfaces, Instant since, long changes) {

        boolean isGood(Instant now, long changesNow) {
            return changes == changesNow && !now.isBefore(since) && now.isBefore(since.plus(KEPT));
        }
    }

    /// The interface that a new peer is asked for. Throws the [Rejection] 409 if there is none. Needs a
    /// transaction.
    ///
    /// @param id null for the only or oldest one
    public WgInterface chosen(@Nullable UUID id) {
        return (id == null ? all().stream().findFirst() : find(id))
                .orElseThrow(() -> Rejection.conflict("There is no such interface: set one up first."));
    }

    /// Needs a transaction.
    public Optional<WgInterface> find(UUID id) {
        return all().stream().filter(wg -> wg.id().equals(id)).findFirst();
    }

    private List<WgInterface> all() {
        Known last = known;
        if (last != null && last.isGood(clock.instant(), changes.get())) {
            return last.interfaces();
        }
        Instant since = clock.instant();
        long before = changes.get();
        List<WgInterface> interfaces = database.createSelectionQuery(
                        "select distinct w from WgInterface w left join fetch w.endpoints order by w.createdAt, w.id",
                        WgInterface.class)
                .getResultList();
        known = new Known(List.copyOf(interfaces), since, before);
        return interfaces;
    }

    /// Also after a change that was taken back: whoever made it may have read it here.
    void changed(@Observes(during = TransactionPhase.AFTER_COMPLETION) Recorded recorded) {
        if (recorded.subject().type().equals("interface")) {
            changes.incrementAndGet();
        }
    }
}
