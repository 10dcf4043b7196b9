package dev.warren.events;

import dev.warren.audit.Subject;
import dev.warren.peers.AccessChanged;
import dev.warren.peers.AccessTerms.Barrier;
import dev.warren.peers.Member;
import dev.warren.peers.QuotaReached;
import dev.warren.web.Figures;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/// Takes down that a peer's time or quota is over.
@ApplicationScoped
class Lapses {

    private static final Logger LOG = Logger.getLogger(Lapses.class);

    private final EventLog log;
    private final EventTable table;
    private final EventsConfig settings;
    private final InstantSource clock;

    Lapses(EventLog log, EventTable table, EventsConfig settings, InstantSource clock) {
        this.log = log;
        this.table = table;
        this.settings = settings;
        this.clock = clock;
    }

    /// What was over while Warren was down is told at the start, with the time at which it was.
    void begin(@Observes StartupEvent event) {
        Instant now = clock.instant();
        try {
            for (EventTable.Missed missed : table.untoldExpiries(now.minus(settings.keep()), now)) {
                log.note(EventKind.EXPIRED, missed.at(), missed.subject(), "while Warren was not running");
            }
        } catch (SQLException e) {
            LOG.warnf("Who expired while Warren was down is not told: %s", e.getMessage());
        }
    }

    void accessChanged(@Observes AccessChanged changed) {
        if (changed.barrier() == Barrier.EXPIRED) {
            note(EventKind.EXPIRED, changed.member(), "");
        }
    }

    void quotaReached(@Observes QuotaReached reached) {
        note(EventKind.OVER_QUOTA, reached.member(), "%s used".formatted(Figures.bytes(reached.used())));
    }

    private void note(EventKind kind, Member member, String detail) {
        log.note(kind, clock.instant(), new Subject("peer", member.id().toString(), member.name()), detail);
    }
}
