package dev.warren.interfaces;

import dev.warren.engine.Engine;
import dev.warren.engine.EngineConfig;
import dev.warren.engine.PeerConfig;
import dev.warren.engine.key.PublicKey;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs an engine for every interface, and is the only way to them.
///
/// A change reaches the engine as the last step of its transaction: if the engine refuses, the exception rolls the
/// database back; if the commit fails, [EngineRepair] makes the engine again what the database says. The rows that the
/// transaction holds locked keep two changes of one peer in the same order for both.
@ApplicationScoped
public class EngineRunner {

    private static final Logger LOG = Logger.getLogger(EngineRunner.class);

    private final InterfacesConfig settings;
    private final TransactionSynchronizationRegistry transactions;
    private final EngineRepair repair;
    private final SnapshotClock clock;
    private final Nat nat = new Nat();

    private final Map<UUID, Tunnel> tunnels = new ConcurrentHashMap<>();
    private final Map<UUID, Nat.Rule> natRules = new ConcurrentHashMap<>();
    private volatile @Nullable String natTrouble;

    @Inject
    EngineRunner(
            InterfacesConfig settings,
            TransactionSynchronizationRegistry transactions,
            EngineRepair repair,
            SnapshotClock clock) {
        this.settings = settings;
        this.transactions = transactions;
        this.repair = repair;
        this.clock = clock;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 100) StartupEvent event) {
        nat.clean();
        repair.begin(this);
        repair.rebuild();
        troubles().forEach(LOG::warn);
        clock.begin(tunnels);
    }

    void stop(@Observes @Priority(Interceptor.Priority.APPLICATION + 100) ShutdownEvent event) {
        repair.end();
        tunnels.values().forEach(Tunnel::close);
        clock.end();
        nat.close();
    }

    /// What keeps tunnels from running, each as a sentence that says what to do; empty if all is well.
    public List<String> troubles() {
        return Stream.concat(
                        tunnels.values().stream().map(Tunnel::trouble),
                        Stream.of(Optional.ofNullable(natTrouble).orElse("")))
                .filter(Objects::nonNull)
                .filter(trouble -> !trouble.isEmpty())
                .distinct()
                .toList();
    }

    public boolean isRunning(UUID interfaceId) {
        Tunnel tunnel = tunnels.get(interfaceId);
        return tunnel != null && tunnel.isRunning();
    }

    /// Makes the engine what `wg` says, within the transaction that changes `wg`. Peers of other interfaces, and
    /// those
    /// of this one, keep their sessions unless its name changes.
    ///
    /// @throws dev.warren.web.Rejection if the engine refuses
    public void apply(WgInterface wg) {
        repairUnlessCommitted();
        EngineConfig config = wg.engineConfig(settings.ipv6());
        boolean isNew = !tunnels.containsKey(wg.id());
        try {
            tunnels.computeIfAbsent(wg.id(), id -> new Tunnel(config, false, this::obstacle))
                    .change(config, wg.enabled());
        } catch (RuntimeException e) {
            if (isNew) {
                tunnels.remove(wg.id());
            }
            throw Refusals.rejection(e, config);
        }
        route(wg);
    }

    /// Takes an interface out of service for good, within the transaction that deletes it.
    public void withdraw(UUID interfaceId) {
        repairUnlessCommitted();
        Tunnel tunnel = tunnels.remove(interfaceId);
        if (tunnel != null) {
            tunnel.close();
        }
        natRules.remove(interfaceId);
        applyNat();
    }

    /// Adds or updates peers within the transaction that changes them.
    ///
    /// @throws dev.warren.web.Rejection if the engine refuses
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

    /// Makes interface and peers what the database says, whatever went before. Never throws for the engine's
    /// refusal.
    void restore(WgInterface wg, List<PeerConfig> peers) {
        Tunnel tunnel = tunnels.computeIfAbsent(
                wg.id(), id -> new Tunnel(wg.engineConfig(settings.ipv6()), wg.enabled(), this::obstacle));
        try {
            tunnel.force(wg.engineConfig(settings.ipv6()), wg.enabled());
            tunnel.replace(peers);
            tunnel.start();
            route(wg);
        } catch (RuntimeException e) {
            LOG.errorf("Interface %s can't be what the database says: %s", wg.name(), e.getMessage());
        }
    }

    /// Takes away interfaces that the database does not know.
    void keepOnly(Collection<UUID> known) {
        tunnels.keySet().stream().filter(id -> !known.contains(id)).toList().forEach(id -> {
            Tunnel tunnel = tunnels.remove(id);
            if (tunnel != null) {
                tunnel.close();
            }
            natRules.remove(id);
        });
        applyNat();
    }

    /// Tries again to start what could not start before: a port may have become free.
    void retry() {
        tunnels.values().forEach(Tunnel::start);
    }

    private Optional<String> obstacle() {
        return settings.engine()
                ? Engine.obstacle()
                : Optional.of("Tunnels are switched off by WARREN_INTERFACES_ENGINE=false.");
    }

    private void route(WgInterface wg) {
        if (wg.enabled()) {
            natRules.put(
                    wg.id(),
                    new Nat.Rule(
                            wg.name(),
                            wg.natIpv4() ? wg.ipv4() : null,
                            wg.natIpv6() && settings.ipv6() ? wg.ipv6() : null,
                            wg.natDevice()));
        } else {
            natRules.remove(wg.id());
        }
        applyNat();
    }

    private void applyNat() {
        if (tunnels.values().stream().noneMatch(Tunnel::isRunning)) {
            nat.close();
            natTrouble = null;
            return;
        }
        boolean ipv6 = settings.ipv6()
                && tunnels.values().stream()
                        .flatMap(tunnel -> tunnel.config().addresses().stream())
                        .anyMatch(address -> address.isIpv6());
        boolean ipv4 = tunnels.values().stream()
                .flatMap(tunnel -> tunnel.config().addresses().stream())
                .anyMatch(address -> !address.isIpv6());
        String trouble = nat.apply(List.copyOf(natRules.values()), ipv4, ipv6);
        if (trouble != null && !trouble.equals(natTrouble)) {
            LOG.warn(trouble);
        }
        natTrouble = trouble;
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
