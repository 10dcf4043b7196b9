package dev.warren.interfaces;

import dev.warren.engine.Engine;
import dev.warren.engine.PeerConfig;
import dev.warren.engine.key.PublicKey;
import dev.warren.web.Rejection;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Runs an engine for every interface, and is the only way to them.
///
/// A change reaches the engine as the last step of its transaction: if the engine refuses, the exception rolls the
/// database back; if the commit fails, [EngineRepair] makes the engine again what the database says. The rows that
/// the transaction holds locked keep two changes of one peer in the same order for both.
@ApplicationScoped
public class EngineRunner {

    private static final Logger LOG = Logger.getLogger(EngineRunner.class);

    private final InterfacesConfig settings;
    private final TransactionSynchronizationRegistry transactions;
    private final EngineRepair repair;
    private final SnapshotClock clock;
    private final TunnelPlans plans;
    private final Egress egress = new Egress(new Nat());

    private final Map<UUID, Tunnel> tunnels = new ConcurrentHashMap<>();

    @Inject
    EngineRunner(
            InterfacesConfig settings,
            TransactionSynchronizationRegistry transactions,
            EngineRepair repair,
            SnapshotClock clock,
            TunnelPlans plans) {
        this.settings = settings;
        this.transactions = transactions;
        this.repair = repair;
        this.clock = clock;
        this.plans = plans;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 100) StartupEvent event) {
        egress.clean();
        repair.begin(this);
        repair.rebuild();
        look();
        troubles().forEach(LOG::warn);
        clock.begin(tunnels);
    }

    void stop(@Observes @Priority(Interceptor.Priority.APPLICATION + 100) ShutdownEvent event) {
        repair.end();
        tunnels.values().forEach(Tunnel::close);
        clock.end();
        egress.close();
    }

    /// What keeps tunnels from running and packets from passing, each as a sentence that says what to do; empty
    /// if all is well.
    public List<String> troubles() {
        return Stream.concat(tunnels.values().stream().flatMap(EngineRunner::troubles), egress.troubles())
                .distinct()
                .toList();
    }

    /// The same for one interface.
    public List<String> troubles(UUID interfaceId) {
        Tunnel tunnel = tunnels.get(interfaceId);
        return tunnel == null
                ? List.of()
                : Stream.concat(
                                Stream.concat(troubles(tunnel), unresolved(tunnel)),
                                egress.troubles(tunnel.config().name()))
                        .toList();
    }

    /// The hooks of an interface that failed when they ran last. What they printed is for administrators.
    public List<HookFailure> hookFailures(UUID interfaceId) {
        Tunnel tunnel = tunnels.get(interfaceId);
        return tunnel == null ? List.of() : tunnel.hookFailures();
    }

    private static Stream<String> unresolved(Tunnel tunnel) {
        int peers = tunnel.unresolved().size();
        return peers == 0
                ? Stream.empty()
                : Stream.of("Peers that can't be reached, because the host name of their endpoint leads nowhere: %d."
                        .formatted(peers));
    }

    private static Stream<String> troubles(Tunnel tunnel) {
        return Stream.concat(
                Stream.ofNullable(tunnel.trouble()),
                tunnel.hookFailures().stream().map(HookFailure::reason));
    }

    public boolean isRunning(UUID interfaceId) {
        Tunnel tunnel = tunnels.get(interfaceId);
        return tunnel != null && tunnel.isRunning();
    }

    Optional<Tunnel> tunnel(UUID interfaceId) {
        return Optional.ofNullable(tunnels.get(interfaceId));
    }

    /// Makes the engine what `wg` says, within the transaction that changes `wg`. Peers of other interfaces, and
    /// those of this one, keep their sessions unless its name changes.
    ///
    /// @throws Rejection if the engine refuses
    public void apply(WgInterface wg) {
        apply(wg, List.of());
    }

    /// The same, together with peers that have to change at the same moment, as when they move to another range.
    ///
    /// @param moved peers that the engine may know already
    public void apply(WgInterface wg, List<PeerConfig> moved) {
        repairUnlessCommitted();
        TunnelPlan plan = plans.of(wg);
        boolean isNew = !tunnels.containsKey(wg.id());
        try {
            tunnels.computeIfAbsent(wg.id(), id -> plans.tunnel(plan.switchedOff(), this::obstacle))
                    .change(plan, moved);
        } catch (RuntimeException e) {
            if (isNew) {
                tunnels.remove(wg.id());
            }
            throw Refusals.rejection(e, plan.config());
        }
        egress.want(wg, settings.ipv6());
        String missing = egress.apply(tunnels.values());
        if (missing != null && wg.isolation() && isRunning(wg.id())) {
            throw Rejection.invalid("isolation", missing);
        }
        repair.lookSoon();
    }

    /// Ends the engine of `wg` and starts it anew, within a transaction.
    ///
    /// @throws Rejection if it can't start; [EngineRepair] goes on trying
    public void restart(WgInterface wg) {
        tunnel(wg.id()).ifPresent(Tunnel::close);
        apply(wg);
    }

    /// Takes an interface out of service for good, within the transaction that deletes it.
    public void withdraw(UUID interfaceId) {
        repairUnlessCommitted();
        Tunnel tunnel = tunnels.remove(interfaceId);
        if (tunnel != null) {
            tunnel.close();
        }
        egress.forget(interfaceId);
        egress.apply(tunnels.values());
    }

    /// Adds or updates peers within the transaction that changes them.
    ///
    /// @throws Rejection if the engine refuses
    public void put(UUID interfaceId, List<PeerConfig> peers) {
        repairUnlessCommitted();
        Tunnel tunnel = tunnels.get(interfaceId);
        if (tunnel != null) {
            try {
                tunnel.put(peers);
            } catch (RuntimeException e) {
                throw Refusals.rejection(e, tunnel.config());
            }
        }
    }

    /// Takes peers away within the transaction that changes them.
    public void remove(UUID interfaceId, Collection<PublicKey> peers) {
        repairUnlessCommitted();
        dismiss(interfaceId, peers);
    }

    /// Adds peers whose time has come; nothing is written, so no transaction is needed.
    public void admit(UUID interfaceId, List<PeerConfig> peers) {
        Tunnel tunnel = tunnels.get(interfaceId);
        if (tunnel != null && !peers.isEmpty()) {
            tunnel.put(peers);
        }
    }

    /// Takes away peers whose time is over; nothing is written, so no transaction is needed.
    public void dismiss(UUID interfaceId, Collection<PublicKey> peers) {
        Tunnel tunnel = tunnels.get(interfaceId);
        if (tunnel != null && !peers.isEmpty()) {
            tunnel.remove(peers);
        }
    }

    /// Lets a peer begin a handshake whose timestamp is not newer than its last one.
    public void forgetHandshake(UUID interfaceId, PublicKey peer) {
        Tunnel tunnel = tunnels.get(interfaceId);
        if (tunnel != null) {
            tunnel.forgetHandshake(peer);
        }
    }

    /// Drops the figures of peers that were deleted.
    public void forget(UUID interfaceId, Collection<PublicKey> peers) {
        Tunnel tunnel = tunnels.get(interfaceId);
        if (tunnel != null) {
            tunnel.forget(peers);
        }
    }

    /// Makes an interface what the database says, whatever went before; it is not started yet. Never throws for
    /// the engine's refusal.
    ///
    /// @param peers is given where the interface's peers belong
    void restore(WgInterface wg, Consumer<Consumer<List<PeerConfig>>> peers) {
        TunnelPlan plan = plans.of(wg);
        Tunnel tunnel = tunnels.computeIfAbsent(wg.id(), id -> plans.tunnel(plan, this::obstacle));
        tunnel.force(plan);
        peers.accept(admitted -> {
            try {
                tunnel.replace(admitted);
            } catch (RuntimeException e) {
                LOG.errorf("Interface %s can't have the peers of the database: %s", wg.name(), e.getMessage());
            }
        });
        egress.want(wg, settings.ipv6());
        egress.apply(tunnels.values());
    }

    /// Takes away interfaces that the database does not know.
    void keepOnly(Collection<UUID> known) {
        tunnels.keySet().stream().filter(id -> !known.contains(id)).toList().forEach(id -> {
            Tunnel tunnel = tunnels.remove(id);
            if (tunnel != null) {
                tunnel.close();
            }
            egress.forget(id);
        });
        egress.apply(tunnels.values());
    }

    /// Tries again to start what could not start before: a port may have become free.
    void retry() {
        long running = running();
        tunnels.values().forEach(Tunnel::start);
        if (running() != running) {
            egress.apply(tunnels.values());
        }
    }

    /// Looks at what other programs do to the packets of tunnels.
    void look() {
        if (running() > 0) {
            egress.look();
        }
    }

    private long running() {
        return tunnels.values().stream().filter(Tunnel::isRunning).count();
    }

    private Optional<String> obstacle() {
        return settings.engine()
                ? Engine.obstacle()
                : Optional.of("Tunnels are switched off by WARREN_INTERFACES_ENGINE=false.");
    }

    private void repairUnlessCommitted() {
        if (transactions.getTransactionKey() == null || transactions.getResource(EngineRunner.class) != null) {
            return;
        }
        transactions.putResource(EngineRunner.class, true);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status != Status.STATUS_COMMITTED) {
                    repair.soon();
                }
            }
        });
    }
}
