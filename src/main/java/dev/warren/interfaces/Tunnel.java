package dev.warren.interfaces;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.warren.engine.CaptureLimits;
import dev.warren.engine.Engine;
import dev.warren.engine.EngineConfig;
import dev.warren.engine.EngineSnapshot;
import dev.warren.engine.PacketCapture;
import dev.warren.engine.PeerConfig;
import dev.warren.engine.PeerStats;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.TunnelHooks.Moment;
import dev.warren.web.Rejection;
import java.io.OutputStream;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One interface as it runs: its engine, or the reason why there is none, and what the engine is or would be told.
///
/// A tunnel without an engine takes every change all the same, so that the engine finds all of them once it can start.
final class Tunnel {

    /// Keeps starts and ends in order, with the hooks around them, which may take their time. Taken before `this`.
    private final ReentrantLock changing = new ReentrantLock();

    private final TunnelHooks hooks;
    private final Supplier<Optional<String>> obstacle;

    /// Whether the pre-up hook has run for a start that has not come about yet.
    @GuardedBy("changing") private boolean prepared;

    @GuardedBy("this") private TunnelPlan plan;

    @GuardedBy("this") private @Nullable Engine engine;

    @GuardedBy("this") private @Nullable String trouble;

    @GuardedBy("this") private final Map<PublicKey, PeerConfig> peers = new LinkedHashMap<>();

    @GuardedBy("this") private final Map<PublicKey, Meter> meters = new HashMap<>();

    /// Peers whose log is on. An engine that is started anew doesn't know.
    @GuardedBy("this") private final Set<PublicKey> logged = new HashSet<>();

    /// @param obstacle what keeps this machine from running any engine
    Tunnel(TunnelPlan plan, TunnelHooks hooks, Supplier<Optional<String>> obstacle) {
        this.obstacle = obstacle;
        this.hooks = hooks;
        this.plan = plan;
    }

    synchronized EngineConfig config() {
        return plan.config();
    }

    synchronized boolean isRunning() {
        return engine != null;
    }

    /// Who may connect.
    synchronized Set<PublicKey> peers() {
        return Set.copyOf(peers.keySet());
    }

    synchronized @Nullable String trouble() {
        return trouble;
    }

    List<HookFailure> hookFailures() {
        return hooks.failures();
    }

    /// Starts the engine if it should run and doesn't, or if somebody has deleted its device. If it can't,
    /// [#trouble()] says why. Somebody who is at it already is not waited for.
    void start() {
        if (changing.isLocked() && !changing.isHeldByCurrentThread()) {
            return;
        }
        changing.lock();
        try {
            if (deviceIsGone()) {
                end();
            }
            if (wants()) {
                begin();
            }
        } catch (RuntimeException e) {
            note(e);
        } finally {
            changing.unlock();
        }
    }

    /// Makes the engine what `wanted` says, and these peers with it. If the engine refuses, everything stays as it
    /// was. On a machine that can't run any engine, it is only noted.
    ///
    /// @param moved peers that change at the same moment; no new ones
    /// @throws RuntimeException the engine's own refusal
    void change(TunnelPlan wanted, List<PeerConfig> moved) {
        changing.lock();
        TunnelPlan before = plan();
        try {
            if (!wanted.enabled()) {
                end();
                adopt(wanted, moved);
            } else if (!isRunning() || !before.name().equals(wanted.name())) {
                end();
                adopt(wanted, moved);
                if (!isObstructed()) {
                    begin();
                }
            } else {
                reconfigure(wanted, moved);
            }
        } catch (RuntimeException e) {
            takeBack(before);
            throw e;
        } finally {
            changing.unlock();
        }
    }

    /// Makes the engine what `wanted` says as far as it lets itself; a refusal becomes [#trouble()].
    void force(TunnelPlan wanted) {
        changing.lock();
        try {
            if (!plan().equals(wanted)) {
                change(wanted, List.of());
            }
        } catch (RuntimeException e) {
            end();
            adopt(wanted, List.of());
            note(e);
        } finally {
            changing.unlock();
        }
    }

    /// Ends it for good.
    void close() {
        changing.lock();
        try {
            end();
            adopt(plan().switchedOff(), List.of());
        } finally {
            changing.unlock();
        }
    }

    @GuardedBy("changing") private void begin() {
        if (!prepared) {
            hooks.run(Moment.PRE_UP, plan());
            prepared = true;
        }
        synchronized (this) {
            startLocked();
        }
        prepared = false;
        hooks.run(Moment.POST_UP, plan());
    }

    @GuardedBy("changing") private void end() {
        prepared = false;
        if (isRunning()) {
            hooks.run(Moment.PRE_DOWN, plan());
            synchronized (this) {
                closeLocked();
            }
            hooks.run(Moment.POST_DOWN, plan());
        }
    }

    private synchronized void reconfigure(TunnelPlan wanted, List<PeerConfig> moved) {
        Engine running = Objects.requireNonNull(engine);
        running.reconfigure(wanted.config(), moved);
        if (wanted.config().listenPort() != plan.config().listenPort()) {
            running.connect(List.copyOf(peers.keySet())); // nobody knows where we are now: tell them
        }
        adopt(wanted, moved);
    }

    /// A refused change may have been made in part.
    @GuardedBy("changing") private void takeBack(TunnelPlan before) {
        boolean lost = false;
        prepared = false;
        synchronized (this) {
            plan = before;
            if (engine != null) {
                try {
                    engine.reconfigure(before.config(), List.copyOf(peers.values()));
                } catch (RuntimeException e) {
                    lost = true;
                }
            }
        }
        if (lost) {
            end();
        }
        start();
    }

    private synchronized void adopt(TunnelPlan wanted, List<PeerConfig> moved) {
        plan = wanted;
        moved.forEach(peer -> peers.replace(peer.publicKey(), peer));
        trouble = null;
    }

    private synchronized boolean isObstructed() {
        trouble = obstacle.get().orElse(null);
        return trouble != null;
    }

    private synchronized void note(RuntimeException refusal) {
        trouble = Refusals.sentence(refusal, plan.config());
    }

    private synchronized TunnelPlan plan() {
        return plan;
    }

    private synchronized boolean wants() {
        return engine == null && plan.enabled();
    }

    private synchronized boolean deviceIsGone() {
        return engine != null && !deviceExists(plan.name());
    }

    /// Adds or updates peers. Those that come with an endpoint that is not known yet are dialled at once.
    ///
    /// @throws RuntimeException the engine's own refusal; nothing is changed then
    synchronized void put(List<PeerConfig> changed) {
        if (engine != null) {
            List<PublicKey> arrivals = new ArrayList<>();
            for (PeerConfig peer : changed) {
                PeerConfig known = peers.get(peer.publicKey());
                if (isDialled(peer) && (known == null || !Objects.equals(known.endpoint(), peer.endpoint()))) {
                    arrivals.add(peer.publicKey());
                }
            }
            engine.put(changed);
            engine.connect(arrivals);
        }
        for (PeerConfig peer : changed) {
            peers.put(peer.publicKey(), peer);
        }
    }

    /// Takes peers away: nothing comes from them or goes to them any more. Their figures stay.
    synchronized void remove(Collection<PublicKey> gone) {
        Set<PublicKey> known = new HashSet<>(gone);
        known.retainAll(peers.keySet());
        if (engine != null && !known.isEmpty()) {
            for (PeerStats last : engine.remove(List.copyOf(known))) {
                meterLocked(last).settle(last);
            }
        }
        peers.keySet().removeAll(known);
    }

    /// Makes the peers exactly those of `wanted`, by the smallest change.
    synchronized void replace(List<PeerConfig> wanted) {
        Set<PublicKey> superfluous = new HashSet<>(peers.keySet());
        List<PeerConfig> changed = new ArrayList<>();
        for (PeerConfig peer : wanted) {
            superfluous.remove(peer.publicKey());
            PeerConfig known = peers.get(peer.publicKey());
            if (known == null || !isSameButEndpoint(known, peer)) {
                changed.add(peer);
            }
        }
        remove(superfluous);
        put(changed);
    }

    synchronized void forgetHandshake(PublicKey peer) {
        if (engine != null) {
            engine.forgetHandshake(peer);
        }
    }

    /// Drops the figures of peers that no longer exist.
    synchronized void forget(Collection<PublicKey> keys) {
        meters.keySet().removeAll(Set.copyOf(keys));
        keys.forEach(key -> log(key, false));
    }

    synchronized Map<String, Long> drops(PublicKey peer) {
        return engine == null ? Map.of() : engine.drops(peer);
    }

    synchronized Map<PublicKey, String> unresolved() {
        return engine == null ? Map.of() : engine.unresolvedEndpoints();
    }

    synchronized void log(PublicKey peer, boolean on) {
        if (on ? logged.add(peer) : logged.remove(peer)) {
            if (engine != null) {
                engine.log(peer, on);
            }
        }
    }

    synchronized boolean isLogged(PublicKey peer) {
        return logged.contains(peer);
    }

    /// @return empty if no engine runs
    /// @throws Rejection 409 if the engine doesn't know this peer, or somebody captures its packets already
    synchronized Optional<PacketCapture> capture(
            PublicKey peer, String comment, CaptureLimits limits, OutputStream out) {
        if (engine == null) {
            return Optional.empty();
        }
        if (!peers.containsKey(peer)) {
            throw Rejection.conflict("This peer is not let in at the moment, so there are no packets of it.");
        }
        try {
            return Optional.of(engine.capture(peer, comment, limits, out));
        } catch (IllegalStateException e) {
            throw Rejection.conflict("The packets of this peer are being captured already.");
        }
    }

    synchronized TunnelFigures figures(long nanos) {
        Map<String, Long> counters = Map.of();
        if (engine != null) {
            EngineSnapshot snapshot = engine.snapshot();
            for (PeerStats stats : snapshot.peers()) {
                meterLocked(stats).read(stats, nanos);
            }
            counters = snapshot.counters();
        }
        Map<PublicKey, PeerFigures> figures = HashMap.newHashMap(meters.size());
        meters.forEach((key, meter) -> figures.put(key, meter.figures()));
        return new TunnelFigures(plan.name(), engine != null, trouble, figures, counters);
    }

    private static boolean deviceExists(String name) {
        try {
            return NetworkInterface.getByName(name) != null;
        } catch (SocketException e) {
            return true; // it could not be looked up, which says nothing about the device
        }
    }

    private static boolean isDialled(PeerConfig peer) {
        return peer.endpoint() != null && !peer.responder();
    }

    private static boolean isSameButEndpoint(PeerConfig one, PeerConfig other) {
        return Objects.equals(one.presharedKey(), other.presharedKey())
                && one.persistentKeepalive() == other.persistentKeepalive()
                && one.allowedIps().equals(other.allowedIps())
                && one.responder() == other.responder();
    }

    @GuardedBy("this") private void startLocked() {
        obstacle.get().ifPresent(sentence -> {
            throw new IllegalStateException(sentence);
        });
        Engine started = Engine.start(plan.config());
        try {
            List<PeerConfig> known = new ArrayList<>();
            List<PublicKey> dialled = new ArrayList<>();
            for (PeerConfig peer : peers.values()) {
                PeerConfig found = withLastEndpointLocked(peer);
                known.add(found);
                if (isDialled(found)) {
                    dialled.add(found.publicKey());
                }
            }
            logged.forEach(peer -> started.log(peer, true));
            started.put(known);
            started.connect(dialled);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        engine = started;
        trouble = null;
    }

    @GuardedBy("this") private void closeLocked() {
        if (engine != null) {
            for (PeerStats stats : engine.snapshot().peers()) {
                meterLocked(stats).settle(stats);
            }
            engine.close();
            engine = null;
        }
    }

    @GuardedBy("this") private PeerConfig withLastEndpointLocked(PeerConfig peer) {
        Meter meter = meters.get(peer.publicKey());
        return peer.isNamed() || meter == null || meter.figures().endpoint() == null
                ? peer
                : new PeerConfig(
                        peer.publicKey(),
                        peer.presharedKey(),
                        meter.figures().endpoint(),
                        peer.persistentKeepalive(),
                        peer.allowedIps(),
                        peer.responder());
    }

    @GuardedBy("this") private Meter meterLocked(PeerStats stats) {
        return meters.computeIfAbsent(stats.publicKey(), key -> new Meter());
    }
}
