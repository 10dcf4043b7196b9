package dev.warren.engine;

import dev.warren.engine.conn.Gso;
import dev.warren.engine.conn.UdpBind;
import dev.warren.engine.device.DeviceThreads;
import dev.warren.engine.device.DeviceUpdate;
import dev.warren.engine.device.Inspection;
import dev.warren.engine.device.PeerState;
import dev.warren.engine.device.PeerUpdate;
import dev.warren.engine.device.Rehearsal;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.linux.BootClock;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.tun.LinuxTun;
import dev.warren.engine.tun.TunWatch;
import dev.warren.engine.uapi.UapiSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A running WireGuard interface: TUN device, addresses, routes, UDP sockets, the socket for `wg`(8), and the threads
/// that move them.
public final class Engine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());

    private final LinuxTun tun;
    private final EngineEvents events;
    private final DeviceThreads threads;
    private final HostNetwork network;
    private final EndpointNames names;
    private @Nullable TunWatch watch;
    private @Nullable UapiSocket socket;

    /// Guards the configuration: one change at a time.
    private final ReentrantLock lock = new ReentrantLock();

    // @GuardedBy("lock")
    private EngineConfig config;
    private final Map<PublicKey, PeerConfig> peers = new HashMap<>();
    private boolean closed;

    private Engine(EngineConfig config, EndpointNames.Resolver resolver) {
        this.config = config;
        this.tun = LinuxTun.open(config.name(), config.mtu(), config.offload() != Offload.OFF);
        try {
            this.network = new HostNetwork(tun.name());
            this.events = new EngineEvents(tun.name());
            this.threads = new DeviceThreads(tun, this::bind, new SecureRandom(), events, this::gone);
            this.names = new EndpointNames(tun.name(), threads.device(), events, resolver);
        } catch (RuntimeException e) {
            tun.close();
            throw e;
        }
    }

    /// What keeps this machine from running an engine, as one sentence that says how to give it; empty if nothing
    /// does. Makes no interface to find out.
    public static Optional<String> obstacle() {
        return Obstacle.find();
    }

    /// Plays a tunnel to itself for so long, without a TUN device, so that the JVM notes for its AOT cache what
    /// the first real packets need. Where there can be no sockets, it notes less.
    public static void rehearse(Duration duration) {
        try {
            Rehearsal.play(duration.toNanos());
        } catch (ErrnoException e) {
            LOG.log(System.Logger.Level.WARNING, "no rehearsal: {0}", e.getMessage());
        }
    }

    /// Creates the interface with everything that belongs to it, and starts it. Nothing is left behind when this
    /// throws.
    ///
    /// @throws ErrnoException if the kernel refuses: it names the call and what it was about
    public static Engine start(EngineConfig config) {
        return start(config, EndpointNames.Resolver.SYSTEM);
    }

    static Engine start(EngineConfig config, EndpointNames.Resolver resolver) {
        Engine engine = new Engine(config, resolver);
        try {
            engine.network.configure(config);
            engine.network.route(config, List.of());
            engine.threads
                    .device()
                    .apply(
                            new DeviceUpdate()
                                    .privateKey(config.privateKey())
                                    .listenPort(config.listenPort())
                                    .mark(config.fwmark()),
                            BootClock.now());
            engine.threads.device().up();
            engine.watch = TunWatch.start(engine.tun, new MtuWatch(engine.threads.device(), engine::gone));
            engine.openSocket();
            Rehearsal.continueInBackground();
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private UdpBind bind(int port, int mark) {
        return UdpBind.open(
                port, mark, config.bindDevice(), Gso.valueOf(config.offload().name()), DeviceThreads.queues());
    }

    /// `wg show` is a comfort: a tunnel doesn't fail because the socket's directory can't be written.
    private void openSocket() {
        try {
            socket = UapiSocket.open(UapiSocket.DIRECTORY, tun.name(), threads.device(), () -> {});
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "wg(8) can't see {0}: its socket can't be made ({1})",
                    tun.name(),
                    e.getMessage());
        }
    }

    private void gone() {
        LOG.log(System.Logger.Level.ERROR, "the interface {0} was deleted by somebody else", tun.name());
    }

    /// Changes the interface while it runs. Sessions go on, unless the private key is another one.
    ///
    /// @throws IllegalArgumentException if the name is another one
    /// @throws ErrnoException if the kernel refuses something; what was changed before stays changed
    public void reconfigure(EngineConfig changed) {
        reconfigure(changed, List.of());
    }

    /// The same, together with peers that have to change at the same moment, as when they move to another range.
    public void reconfigure(EngineConfig changed, List<PeerConfig> changedPeers) {
        lock.lock();
        try {
            requireOpen();
            if (!changed.name().equals(config.name())) {
                throw new IllegalArgumentException("interface name \"%s\": a running interface keeps its name, %s"
                        .formatted(changed.name(), config.name()));
            }
            EngineConfig before = config;
            DeviceUpdate update = new DeviceUpdate().privateKey(changed.privateKey());
            boolean deviceChanged = !Objects.equals(before.bindDevice(), changed.bindDevice());
            if (before.listenPort() != changed.listenPort()) {
                update.listenPort(changed.listenPort());
            }
            if (before.fwmark() != changed.fwmark()) {
                update.mark(changed.fwmark());
            }
            if (deviceChanged) {
                update.rebind();
            }
            Map<PeerConfig, @Nullable PeerConfig> renamed = adopt(changedPeers, update);
            config = changed;
            try {
                threads.device().apply(update, BootClock.now());
            } catch (RuntimeException e) {
                config = before;
                throw e;
            }
            renamed.forEach(this::follow);
            network.configure(changed);
            network.route(changed, peers.values());
        } finally {
            lock.unlock();
        }
    }

    /// Adds peers, or changes those that are there. A peer's session goes on, and an endpoint that it was heard
    /// from stays unless the configured one is another than before.
    public void put(List<PeerConfig> changed) {
        lock.lock();
        try {
            requireOpen();
            DeviceUpdate update = new DeviceUpdate();
            Map<PeerConfig, @Nullable PeerConfig> renamed = adopt(changed, update);
            threads.device().apply(update, BootClock.now());
            renamed.forEach(this::follow);
            network.route(config, changed);
        } finally {
            lock.unlock();
        }
    }

    /// Keeps these peers, and adds to `update` what differs. Returns those that do, each with how it was.
    private Map<PeerConfig, @Nullable PeerConfig> adopt(List<PeerConfig> changed, DeviceUpdate update) {
        Map<PeerConfig, @Nullable PeerConfig> differing = new LinkedHashMap<>();
        for (PeerConfig peer : changed) {
            PeerConfig before = peers.put(peer.publicKey(), peer);
            if (!peer.equals(before)) {
                update.peer(peer.updateFrom(before));
                differing.put(peer, before);
            }
        }
        return differing;
    }

    private void follow(PeerConfig peer, @Nullable PeerConfig before) {
        InetSocketAddress endpoint = peer.endpoint();
        if (endpoint == null || !peer.isNamed() || peer.responder()) {
            names.remove(peer.publicKey());
        } else if (before == null || before.responder() || !endpoint.equals(before.endpoint())) {
            names.put(peer.publicKey(), endpoint);
        }
    }

    /// Removes peers; those that aren't there don't matter. Their sessions end at once.
    ///
    /// @return their last figures
    public List<PeerStats> remove(List<PublicKey> keys) {
        lock.lock();
        try {
            requireOpen();
            DeviceUpdate update = new DeviceUpdate();
            List<PeerStats> last = new ArrayList<>();
            for (PublicKey key : keys) {
                PeerState state = threads.device().inspection().state(key);
                if (state != null) {
                    last.add(stats(state));
                }
                peers.remove(key);
                names.remove(key);
                update.peer(new PeerUpdate(key).remove());
            }
            threads.device().apply(update, BootClock.now());
            network.unroute(keys);
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// Begins a handshake now with every one of these that has an endpoint and isn't a responder.
    public void connect(List<PublicKey> keys) {
        long now = BootClock.now();
        for (PublicKey key : keys) {
            names.dial(key);
            threads.device().connect(key, now);
        }
    }

    /// Lets a peer begin a handshake whose timestamp is not newer than its last one: its clock was ahead once.
    public void forgetHandshake(PublicKey key) {
        threads.device().forgetHandshake(key);
    }

    /// The figures of this moment. Costs little enough to be asked for every second, but not on every request.
    public EngineSnapshot snapshot() {
        List<PeerStats> stats = new ArrayList<>();
        for (PeerState peer : threads.device().peers(false)) {
            stats.add(stats(peer));
        }
        Map<String, Long> counters =
                new LinkedHashMap<>(threads.device().counters().all());
        counters.putAll(threads.device().bindCounters());
        counters.put("events_lost", events.lost());
        counters.put("endpoint_lookups", names.lookups());
        counters.put("endpoint_lookups_failed", names.failures());
        return new EngineSnapshot(stats, counters, threads.device().listenPort());
    }

    private static PeerStats stats(PeerState peer) {
        return new PeerStats(
                peer.publicKey(), peer.endpoint(), peer.latestHandshake(), peer.receiveBytes(), peer.transmitBytes());
    }

    /// Captures one peer's packets as they are inside the tunnel into a pcapng stream, until it is closed or one
    /// of the limits is reached. The stream is flushed, and left open.
    ///
    /// @param comment stands in the file, to tell whose packets these are
    /// @throws IllegalArgumentException if there is no such peer
    /// @throws IllegalStateException if its packets are being captured already
    public PacketCapture capture(PublicKey key, String comment, CaptureLimits limits, OutputStream out) {
        Inspection inspection = threads.device().inspection();
        PacketCapture capture = new PacketCapture(limits, InstantSource.system(), out);
        inspection.tap(key, capture.tap());
        return capture.start(tun.name(), comment, () -> inspection.untap(key, capture.tap()));
    }

    /// The peers whose endpoint is told by a host name that leads nowhere at the moment, each with a sentence
    /// that says why.
    public Map<PublicKey, String> unresolvedEndpoints() {
        return names.unresolved();
    }

    /// Packets from and to one peer that were dropped since it was added, by the names of the counters; reasons
    /// that never came up are left out.
    public Map<String, Long> drops(PublicKey key) {
        Map<String, Long> drops = new LinkedHashMap<>();
        threads.device().inspection().drops(key).forEach((reason, packets) -> drops.put(reason.counterName(), packets));
        return drops;
    }

    /// Tells a listener what happens from now on, in order and on a thread of its own. A listener that is slower
    /// than what happens loses events, which the snapshot counts as `events_lost`; it never makes the engine
    /// wait.
    public Subscription listen(Consumer<EngineEvent> listener) {
        return events.listen(listener, () -> threads.device().counters().drops());
    }

    /// Switches the debug log of one peer on or off: handshakes, keys made and destroyed, keepalives, drops, each
    /// as a line of the logger `dev.warren.engine.peers`. It stays as it is while the peer is removed and added
    /// again.
    public void log(PublicKey key, boolean on) {
        threads.device().inspection().log(key, on);
    }

    public EngineConfig config() {
        lock.lock();
        try {
            return config;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the engine of " + tun.name() + " is closed");
        }
    }

    /// Ends the threads and removes the interface with its addresses and routes. Idempotent.
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lock.unlock();
        }
        if (socket != null) {
            socket.close();
        }
        if (watch != null) {
            watch.close();
        }
        names.close();
        threads.close();
        events.close();
    }
}
