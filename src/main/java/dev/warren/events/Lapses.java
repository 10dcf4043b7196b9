package dev.warren.events;

import dev.warren.audit.Subject;
import dev.warren.peers.AccessChanged;
import dev.warren.peers.AccessTerms.Barrier;
import dev.warren.peers.Member;
import dev.warren.peers.QuotaReached;
import dev.warren.web.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/// Takes down that a peer's time or quota is over.
@ApplicationScoped
class Lapses {

    private final EventLog log;
    private final InstantSource clock;

    Lapses(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    void accessChanged(@Observes AccessChanged changed) {
        if (changed.barrier() == Barrier.EXPIRED) {
            note(EventKind.EXPIRED, changed.member(), "");
        }
    }

    void quotaReached(@Observes QuotaReached reached) {
        note(EventKind.OVER_QUOTA, reached.member(), Figures.bytes(reached.used()) + " used");
    }

    private void note(EventKind kind, Member member, String detail) {
        log.note(kind, clock.instant(), new Subject("peer", member.id().toString(), member.name()), detail);
    }
}
