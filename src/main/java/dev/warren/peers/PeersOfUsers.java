package dev.warren.peers;

import dev.warren.accounts.OwnedPeers;
import dev.warren.audit.Recorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Which peers are whose, from the roster. A user who is deleted leaves their peers behind, as nobody's.
@ApplicationScoped
class PeersOfUsers implements OwnedPeers {

    private final Roster roster;

    PeersOfUsers(Roster roster) {
        this.roster = roster;
    }

    @Override
    public Map<UUID, Integer> counts() {
        Map<UUID, Integer> counts = new HashMap<>();
        for (Member member : roster.byName()) {
            if (member.ownerId() != null) {
                counts.merge(member.ownerId(), 1, Integer::sum);
            }
        }
        return counts;
    }

    @Override
    public String countOf(String user) {
        return "(select count(*) from Peer owned where owned.ownerId = %s)".formatted(user);
    }

    @Override
    public List<Peer> of(UUID userId) {
        return members(userId)
                .map(member -> new Peer(member.id(), member.name()))
                .toList();
    }

    /// The database has set their owner to null, without a new version of the rows.
    void deleted(@Observes(during = TransactionPhase.AFTER_SUCCESS) Recorded recorded) {
        if (recorded.action().equals("user.deleted")) {
            members(UUID.fromString(recorded.subject().id())).forEach(member -> roster.put(member.withoutOwner()));
        }
    }

    private Stream<Member> members(UUID userId) {
        return roster.byName().stream().filter(member -> userId.equals(member.ownerId()));
    }
}
