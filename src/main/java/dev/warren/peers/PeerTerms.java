package dev.warren.peers;

import dev.warren.interfaces.InterfacesConfig;
import dev.warren.peers.AccessTerms.Barrier;
import dev.warren.peers.PeerStatus.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What of the peers' states the database can't tell.
@ApplicationScoped
class PeerTerms {

    private final Roster roster;
    private final Quotas quotas;
    private final InterfacesConfig settings;

    PeerTerms(Roster roster, Quotas quotas, InterfacesConfig settings) {
        this.roster = roster;
        this.quotas = quotas;
        this.settings = settings;
    }

    Duration onlineFor() {
        return settings.onlineFor();
    }

    /// Whom hours or quotas keep out.
    ///
    /// @param state outside-window or over-quota; null for both
    UUID[] keptOut(@Nullable State state, Instant now) {
        return roster.byName().stream()
                .filter(member -> {
                    Barrier barrier = barrier(member, now);
                    return barrier == Barrier.HOURS && state != State.OVER_QUOTA
                            || barrier == Barrier.QUOTA && state != State.OUTSIDE_WINDOW;
                })
                .map(Member::id)
                .toArray(UUID[]::new);
    }

    private Barrier barrier(Member member, Instant now) {
        AccessTerms access = member.access();
        return access.hours() == null && access.quota() == null
                ? Barrier.NONE
                : access.barrier(now, quotas.isOver(member));
    }
}
