package dev.warren.peers;

import dev.warren.engine.PeerConfig;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.EngineRunner;
import dev.warren.interfaces.PeerSource;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.AccessTerms.Barrier;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides which peers may connect, and tells the engine: when a peer changes, and when its time comes or is over.
///
/// A change tells the engine within its own transaction. What time and traffic bring about, the thread of the snapshots
/// does, once a second, for those on the [Agenda]; when the clock jumps, for everybody.
@ApplicationScoped
public class Gatekeeper implements PeerSource {

    private static final Duration JUMP = Duration.ofSeconds(3);

    private final EngineRunner engines;
    private final Roster roster;
    private final Ledger ledger;
    private final PeerTotals totals;
    private final Quotas quotas;
    private final QuotaStarts quotaStarts;
    private final SnapshotClock snapshots;
    private final InstantSource clock;
    private final TransactionSynchronizationRegistry transactions;
    private final Event<AccessChanged> accessChanged;

    private final Agenda agenda = new Agenda();
    private final Set<UUID> inside = ConcurrentHashMap.newKeySet();

    /// Those whom the thread of the snapshots has let in or turned away while they were being changed.
    private final Set<UUID> crossed = ConcurrentHashMap.newKeySet();

    /// Held by whoever lets in or turns away outside a transaction of the peer.
    private final Object settling = new Object();

    private @Nullable Instant lookedAt;
    private long lookedNanos;

    Gatekeeper(
            EngineRunner engines,
            Roster roster,
            Ledger ledger,
            PeerTotals totals,
            Quotas quotas,
            QuotaStarts quotaStarts,
            SnapshotClock snapshots,
            InstantSource clock,
            TransactionSynchronizationRegistry transactions,
            Event<AccessChanged> accessChanged) {
        this.engines = engines;
        this.roster = roster;
        this.ledger = ledger;
        this.totals = totals;
        this.quotas = quotas;
        this.quotaStarts = quotaStarts;
        this.snapshots = snapshots;
        this.clock = clock;
        this.transactions = transactions;
        this.accessChanged = accessChanged;
    }

    void begin(@Observes StartupEvent event) {
        snapshots.listen(this::look);
    }

    /// Has to be called in every transaction that creates or changes peers, after their rows are written.
    ///
    /// @throws RuntimeException the engine's refusal, which has to roll the transaction back
    public void changed(List<Peer> peers) {
        changed(peers, members -> {});
    }

    /// @param first comes before the roster follows the commit
    private void changed(List<Peer> peers, Consumer<List<Member>> first) {
        Instant now = clock.instant();
        List<Member> members = peers.stream().map(Member::of).toList();
        Map<UUID, List<PeerConfig>> admitted = new HashMap<>();
        Map<UUID, List<PublicKey>> dismissed = new HashMap<>();
        for (Member member : members) {
            crossed.remove(member.id());
            if (isAdmitted(member, now)) {
                admitted.computeIfAbsent(member.interfaceId(), id -> new ArrayList<>())
                        .add(config(member));
            } else {
                dismissed
                        .computeIfAbsent(member.interfaceId(), id -> new ArrayList<>())
                        .add(member.key());
            }
        }
        admitted.forEach(engines::put);
        dismissed.forEach(engines::remove);
        AfterCommit.run(transactions, () -> {
            first.accept(members);
            members.forEach(member -> commit(member, now));
        });
    }

    private void commit(Member member, Instant now) {
        roster.put(member);
        quotas.look(member);
        boolean admitted = isAdmitted(member, now);
        if (crossed.remove(member.id())) {
            apply(member, admitted);
        }
        note(member, admitted);
        agenda.set(member.id(), now); // the next look finds out what time and quota have to say
    }

    /// Has to be called in every transaction that gives a peer another key, after its row is written.
    public void rekeyed(Peer peer, PublicKey old) {
        engines.remove(peer.wg().id(), List.of(old));
        inside.remove(peer.id());
        changed(List.of(peer));
        UUID wg = peer.wg().id();
        UUID id = peer.id();
        AfterCommit.run(transactions, () -> {
            ledger.rekeyed(id);
            engines.forget(wg, List.of(old));
        });
    }

    /// Has to be called in every transaction that deletes peers.
    public void deleted(List<Peer> peers) {
        Map<UUID, List<Member>> byInterface =
                peers.stream().map(Member::of).collect(Collectors.groupingBy(Member::interfaceId));
        byInterface.forEach((wg, members) -> {
            List<PublicKey> keys = members.stream().map(Member::key).toList();
            engines.remove(wg, keys);
            AfterCommit.run(transactions, () -> {
                members.forEach(this::forget);
                engines.forget(wg, keys);
            });
        });
    }

    /// Has to be called in every transaction that undoes the deletion of a peer, after its rows are there again.
    void restored(Peer peer) {
        UUID id = peer.id();
        // Before the engine is told: it is dialled where it was last.
        ledger.load(totals.read(id));
        quotas.load(quotaStarts.read(id));
        changed(List.of(peer), members -> members.forEach(member -> roster.readmit(member.id())));
    }

    @Override
    public void admit(UUID interfaceId, Consumer<List<PeerConfig>> engine) {
        Panache.getEntityManager()
                .createNativeQuery("lock table peer in share row exclusive mode")
                .executeUpdate();
        WgInterface wg = WgInterface.findById(interfaceId);
        List<Member> members = Peer.of(wg).stream().map(Member::of).toList();
        ledger.load(totals.read(interfaceId));
        quotas.load(quotaStarts.read(interfaceId));
        synchronized (settling) {
            roster.replace(interfaceId, members);
            Instant now = clock.instant();
            List<PeerConfig> admitted = new ArrayList<>();
            for (Member member : members) {
                boolean in = isAdmitted(member, now);
                note(member, in);
                agenda.set(member.id(), now);
                if (in) {
                    admitted.add(dialled(member));
                }
            }
            engine.accept(admitted);
        }
    }

    @Override
    public List<PeerConfig> moved(UUID interfaceId) {
        WgInterface wg = WgInterface.findById(interfaceId);
        Instant now = clock.instant();
        List<Member> members = Peer.of(wg).stream().map(Member::of).toList();
        members.forEach(member -> crossed.remove(member.id()));
        AfterCommit.run(transactions, () -> members.forEach(member -> commit(member, now)));
        return members.stream()
                .filter(member -> isAdmitted(member, now))
                .map(this::config)
                .toList();
    }

    @Override
    public void deleted(UUID interfaceId) {
        List<Member> members = roster.byName().stream()
                .filter(member -> member.interfaceId().equals(interfaceId))
                .toList();
        AfterCommit.run(transactions, () -> members.forEach(this::forget));
    }

    private void forget(Member member) {
        roster.remove(member.id());
        agenda.set(member.id(), null);
        inside.remove(member.id());
        ledger.forget(member.id());
        quotas.forget(member.id());
    }

    /// Whether the engine is to let `member` in.
    boolean isAdmitted(Member member, Instant now) {
        return member.access().barrier(now, quotas.isOver(member)) == Barrier.NONE;
    }

    void overQuota(@Observes QuotaReached event) {
        lookSoon(event.member().id());
    }

    /// Has a peer looked at with the next snapshot.
    void lookSoon(UUID id) {
        agenda.set(id, clock.instant());
    }

    /// Lets in and turns away those whose time it is.
    private void look(Snapshot snapshot) {
        if (isJump(snapshot.at())) {
            roster.byName().forEach(member -> agenda.set(member.id(), snapshot.at()));
        }
        for (UUID id : agenda.due(snapshot.at())) {
            roster.find(id).ifPresent(member -> settle(member, snapshot.at()));
        }
    }

    private boolean isJump(Instant now) {
        long nanos = System.nanoTime();
        Instant before = lookedAt;
        Duration passed = Duration.ofNanos(nanos - lookedNanos);
        lookedAt = now;
        lookedNanos = nanos;
        return before != null
                && Duration.between(before, now).minus(passed).abs().compareTo(JUMP) > 0;
    }

    private void settle(Member member, Instant now) {
        quotas.look(member);
        if (cross(member, now)) {
            accessChanged.fire(new AccessChanged(member, member.access().barrier(now, quotas.isOver(member))));
        }
        agenda.set(member.id(), member.access().nextChange(now));
    }

    /// Lets `member` in or turns it away, if it is its time. Returns whether it was.
    private boolean cross(Member member, Instant now) {
        synchronized (settling) {
            boolean admitted = isAdmitted(member, now);
            if (admitted == inside.contains(member.id())) {
                return false;
            }
            crossed.add(member.id());
            apply(member, admitted);
            note(member, admitted);
            Member newest = roster.find(member.id()).orElse(member);
            if (newest.version() != member.version()) {
                apply(newest, isAdmitted(newest, now));
                note(newest, isAdmitted(newest, now));
            }
            return true;
        }
    }

    private void apply(Member member, boolean admitted) {
        if (admitted) {
            engines.admit(member.interfaceId(), List.of(config(member)));
        } else {
            engines.dismiss(member.interfaceId(), List.of(member.key()));
        }
    }

    /// With where it is by its settings. One that has just been let in is else dialled where it was last.
    private PeerConfig config(Member member) {
        return inside.contains(member.id()) ? member.config() : dialled(member);
    }

    private PeerConfig dialled(Member member) {
        PeerConfig config = member.config();
        return config.endpoint() == null
                ? withEndpoint(config, ledger.standing(member.id()).endpoint())
                : config;
    }

    private static PeerConfig withEndpoint(PeerConfig config, @Nullable InetSocketAddress endpoint) {
        return new PeerConfig(
                config.publicKey(),
                config.presharedKey(),
                endpoint,
                config.persistentKeepalive(),
                config.allowedIps(),
                config.responder());
    }

    private void note(Member member, boolean admitted) {
        if (admitted) {
            inside.add(member.id());
        } else {
            inside.remove(member.id());
        }
    }
}
