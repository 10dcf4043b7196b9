package dev.warren.peers;

import dev.warren.interfaces.InterfacesConfig;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.PeerFigures;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.TunnelFigures;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Peers with their live figures, made from the roster and the newest snapshot, without a query.
@ApplicationScoped
public class LivePeers {

    private final Roster roster;
    private final Ledger ledger;
    private final Quotas quotas;
    private final SnapshotClock snapshots;
    private final InterfacesConfig settings;
    private volatile @Nullable Sums sums;

    /// @param changes of the roster by then
    private record Sums(Snapshot snapshot, long changes, PeerSums sums) {}

    LivePeers(Roster roster, Ledger ledger, Quotas quotas, SnapshotClock snapshots, InterfacesConfig settings) {
        this.roster = roster;
        this.ledger = ledger;
        this.quotas = quotas;
        this.snapshots = snapshots;
        this.settings = settings;
    }

    /// @throws Rejection if there is no such peer
    public LivePeer get(UUID id) {
        return roster.find(id).map(this::live).orElseThrow(() -> Peer.unknown());
    }

    /// Everybody, by name.
    public List<LivePeer> all() {
        Snapshot snapshot = snapshots.latest();
        return roster.byName().stream().map(member -> live(member, snapshot)).toList();
    }

    /// All of them together. Made once for each second and change, however many ask.
    public PeerSums sums() {
        Snapshot snapshot = snapshots.latest();
        long changes = roster.changes();
        Sums known = sums;
        if (known == null || known.snapshot() != snapshot || known.changes() != changes) {
            known = new Sums(snapshot, changes, PeerSums.of(all()));
            sums = known;
        }
        return known.sums();
    }

    /// Those of one user, by name.
    public List<LivePeer> of(UUID ownerId) {
        Snapshot snapshot = snapshots.latest();
        return roster.byName().stream()
                .filter(member -> ownerId.equals(member.ownerId()))
                .map(member -> live(member, snapshot))
                .toList();
    }

    /// Whether the server lets `member` in.
    public boolean isAdmitted(Member member, Instant now) {
        return member.access().barrier(now, quotas.isOver(member)) == AccessTerms.Barrier.NONE;
    }

    LivePeer live(Member member) {
        return live(member, snapshots.latest());
    }

    LivePeer live(Member member, Snapshot snapshot) {
        TunnelFigures tunnel = snapshot.tunnels().get(member.interfaceId());
        PeerFigures figures =
                tunnel == null ? PeerFigures.NONE : tunnel.peers().getOrDefault(member.key(), PeerFigures.NONE);
        Standing standing = ledger.standing(member.id());
        Instant handshake = figures.latestHandshake() == null ? standing.latestHandshake() : figures.latestHandshake();
        var endpoint = figures.endpoint() == null ? standing.endpoint() : figures.endpoint();
        return new LivePeer(
                snapshot.at(),
                member,
                PeerStatus.of(member.access(), quotas.isOver(member), handshake, snapshot.at(), settings.onlineFor()),
                endpoint == null ? null : IpText.of(endpoint),
                handshake,
                standing.receiveBytes(),
                standing.transmitBytes(),
                figures.receiveRate(),
                figures.transmitRate(),
                standing.countedFrom(),
                quotas.used(member));
    }
}
