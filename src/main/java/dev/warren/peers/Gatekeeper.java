package dev.warren.peers;

import dev.warren.engine.PeerConfig;
import dev.warren.interfaces.EngineRunner;
import dev.warren.interfaces.PeerSource;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.WgInterface;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Decides which peers may connect, and tells the engine: when a peer changes, and when its time comes or is over.
@ApplicationScoped
public class Gatekeeper implements PeerSource {

    private final EngineRunner engines;
    private final Roster roster;
    private final Ledger ledger;
    private final PeerTotals totals;
    private final SnapshotClock snapshots;
    private final InstantSource clock;
    private final TransactionSynchronizationRegistry transactions;

    private final Set<UUID> inside = ConcurrentHashMap.newKeySet();

    Gatekeeper(
            EngineRunner engines,
            Roster roster,
            Ledger ledger,
            PeerTotals totals,
            SnapshotClock snapshots,
            InstantSource clock,
            TransactionSynchronizationRegistry transactions) {
        this.engines = engines;
        this.roster = roster;
        this.ledger = ledger;
        this.totals = totals;
        this.snapshots = snapshots;
        this.clock = clock;
        this.transactions = transactions;
    }

    void begin(@Observes StartupEvent event) {
        snapshots.listen(this::look);
    }

    /// Has to be called in every transaction that creates or changes a peer, after its row is written.
    ///
    /// @throws RuntimeException the engine's refusal, which has to roll the transaction back
    public void changed(Peer peer) {
        Member member = Member.of(peer);
        boolean admitted = member.isAdmitted(clock.instant());
        if (admitted) {
            engines.put(member.interfaceId(), List.of(config(member)));
        } else {
            engines.remove(member.interfaceId(), List.of(member.key()));
        }
        afterCommit(() -> {
            roster.put(member);
            note(member.id(), admitted);
        });
    }

    /// Has to be called in every transaction that deletes a peer.
    public void deleted(Peer peer) {
        Member member = Member.of(peer);
        engines.remove(member.interfaceId(), List.of(member.key()));
        afterCommit(() -> {
            roster.remove(member.id());
            note(member.id(), false);
            ledger.forget(member.id());
            engines.forget(member.interfaceId(), List.of(member.key()));
        });
    }

    @Override
    public List<PeerConfig> admitted(UUID interfaceId) {
        // Changes wait until the engine and the roster have what is read here.
        Panache.getEntityManager()
                .createNativeQuery("lock table peer in share row exclusive mode")
                .executeUpdate();
        WgInterface wg = WgInterface.findById(interfaceId);
        List<Member> members = Peer.of(wg).stream().map(Member::of).toList();
        ledger.load(totals.read(interfaceId));
        roster.replace(interfaceId, members);
        var now = clock.instant();
        members.forEach(member -> note(member.id(), member.isAdmitted(now)));
        return members.stream()
                .filter(member -> member.isAdmitted(now))
                .map(member -> withEndpoint(
                        member.config(), ledger.standing(member.id()).endpoint()))
                .toList();
    }

    /// Lets in and turns away those whose time it is. Looks at every snapshot, so that a clock that jumps is
    /// noticed too.
    private void look(Snapshot snapshot) {
        for (Member member : roster.byName()) {
            if (member.expiresAt() == null) {
                continue;
            }
            boolean admitted = member.isAdmitted(snapshot.at());
            if (admitted != inside.contains(member.id())) {
                if (admitted) {
                    engines.admit(member.interfaceId(), List.of(config(member)));
                } else {
                    engines.dismiss(member.interfaceId(), List.of(member.key()));
                }
                note(member.id(), admitted);
            }
        }
    }

    /// With its last known endpoint, so that a peer that has just been let in is dialled there.
    private PeerConfig config(Member member) {
        PeerConfig config = member.config();
        return inside.contains(member.id())
                ? config
                : withEndpoint(config, ledger.standing(member.id()).endpoint());
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

    private void note(UUID id, boolean admitted) {
        if (admitted) {
            inside.add(id);
        } else {
            inside.remove(id);
        }
    }

    private void afterCommit(Runnable action) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    action.run();
                }
            }
        });
    }
}
