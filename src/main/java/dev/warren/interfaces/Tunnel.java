package dev.warren.interfaces;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.warren.engine.Engine;
import dev.warren.engine.EngineConfig;
import dev.warren.engine.EngineSnapshot;
import dev.warren.engine.PeerConfig;
import dev.warren.engine.PeerStats;
import dev.warren.engine.key.PublicKey;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One interface as it runs: its engine, or the reason why there is none, and what the engine is or would be told.
///
/// A tunnel without an engine takes every change all the same, so that the engine finds all of them once it can start.
final class Tunnel {

    @GuardedBy("this") private EngineConfig config;

    @GuardedBy("this") private boolean enabled;

    @GuardedBy("this") private @Nullable Engine engine;

    @GuardedBy("this") private @Nullable String trouble;

    @GuardedBy("this") private final Map<PublicKey, PeerConfig> peers = new LinkedHashMap<>();

    @GuardedBy("this") private final Map<PublicKey, Meter> meters = new HashMap<>();

    private final Supplier<Optional<String>> obstacle;

    /// @param obstacle what keeps this machine from running any engine
    Tunnel(EngineConfig config, boolean enabled, Supplier<Optional<String>> obstacle) {
        this.obstacle = obstacle;
        this.config = config;
        this.enabled = enabled;
    }

    synchronized EngineConfig config() {
        return config;
    }

    synchronized boolean isRunning() {
        return engine != null;
    }

    /// Starts the engine if it should run and doesn't, or if somebody has deleted its device. If it can't,
    /// [#trouble()]
    /// says why.
    synchronized void start() {
        if (engine != null && !deviceExists(config.name())) {
            closeLocked();
        }
        if (engine == null && enabled) {
            try {
                startLocked();
            } catch (RuntimeException e) {
                trouble = Refusals.sentence(e, config);
            }
        }
    }

    synchronized @Nullable String trouble() {
        return trouble;
    }

    /// Makes the engine what `wanted` says. If the engine refuses, everything stays as it was. On a machine that
    /// can't
    /// run any engine, it is only noted.
    ///
    /// @throws RuntimeException the engine's own refusal
    synchronized void change(EngineConfig wanted, boolean on) {
        EngineConfig before = config;
        boolean enabledBefore = enabled;
        config = wanted;
        enabled = on;
        try {
            if (!on) {
                closeLocked();
                trouble = null;
            } else if (engine == null || !before.name().equals(wanted.name())) {
                closeLocked();
                trouble = obstacle.get().orElse(null);
                if (trouble == null) {
                    startLocked();
                }
            } else {
                engine.reconfigure(wanted);
            }
        } catch (RuntimeException e) {
            config = before;
            enabled = enabledBefore;
            takeBackLocked();
            throw e;
        }
    }

    /// A refused change may have been made in part.
    @GuardedBy("this") private void takeBackLocked() {
        if (engine != null) {
            try {
                engine.reconfigure(config);
            } catch (RuntimeException e) {
                closeLocked();
            }
        }
        start();
    }

    /// Makes the engine what `wanted` says as far as it lets itself; a refusal becomes [#trouble()].
    synchronized void force(EngineConfig wanted, boolean on) {
        if (config.equals(wanted) && enabled == on) {
            return;
        }
        try {
            change(wanted, on);
        } catch (RuntimeException e) {
            closeLocked();
            config = wanted;
            enabled = on;
            trouble = Refusals.sentence(e, wanted);
        }
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
            EngineSnapshot last = engine.snapshot();
            engine.remove(List.copyOf(known));
            for (PeerStats stats : last.peers()) {
                if (known.contains(stats.publicKey())) {
                    meterLocked(stats).settle(stats);
                }
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
        return new TunnelFigures(config.name(), engine != null, trouble, figures, counters);
    }

    synchronized void close() {
        enabled = false;
        closeLocked();
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
        Engine started = Engine.start(config);
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
