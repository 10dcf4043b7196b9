package dev.warren.interfaces;

import dev.warren.audit.Freshness;
import dev.warren.audit.Recorded;
import dev.warren.web.Rejection;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/// The interfaces as they were within the last second, for what reads them with every request and changes none: a
/// creation of a peer, and a list's defaults.
///
/// A change of one makes this read them anew as soon as it is committed. They belong to no session: changing one
/// changes nothing. Not for a transaction that has changed an interface itself: it may see the old one, or show
/// others what is not committed yet.
@Singleton
public class KnownInterfaces {

    private final StatelessSession database;
    private final Freshness freshness;
    private volatile Freshness.@Nullable Read<List<WgInterface>> known;

    KnownInterfaces(StatelessSession database, InstantSource clock) {
        this.database = database;
        this.freshness = new Freshness(clock, "interface");
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
        var last = known;
        if (last == null || !freshness.holds(last)) {
            last = freshness.read(this::read);
            known = last;
        }
        return last.value();
    }

    private List<WgInterface> read() {
        return List.copyOf(database.createSelectionQuery(
                        "select distinct w from WgInterface w left join fetch w.endpoints order by w.createdAt, w.id",
                        WgInterface.class)
                .getResultList());
    }

    /// Also after a change that was taken back: whoever made it may have read it here.
    void changed(@Observes(during = TransactionPhase.AFTER_COMPLETION) Recorded recorded) {
        freshness.changed(recorded);
    }
}
