package dev.warren.engine;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.device.Device;
import dev.warren.engine.device.DeviceUpdate;
import dev.warren.engine.device.PeerReach;
import dev.warren.engine.device.PeerUpdate;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.linux.BootClock;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The endpoints that are told by host names: has them resolved, and again for as long as their peers can't be
/// reached.
///
/// Names are looked up on threads of their own, a few at a time, because a lookup may take as long as the name server
/// likes. Those threads are there only while there are names, and end a while after the last one.
final class EndpointNames implements AutoCloseable {
    /// Asks for the addresses of a name; may take long.
    interface Resolver {
        /// The machine's own: `/etc/hosts`, DNS, or whatever it is set up with.
        Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    private static final System.Logger LOG = System.getLogger(EndpointNames.class.getName());
    private static final int THREADS = 8;

    private final Device device;
    private final EngineEvents events;
    private final Resolver resolver;
    private final ScheduledThreadPoolExecutor threads;
    private final LongAdder lookups = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /// Guards the names, and is held while an answer is carried out, so that no answer outlives its question.
    private final ReentrantLock lock = new ReentrantLock();

    // @GuardedBy("lock")
    private final Map<PublicKey, Watch> watches = new HashMap<>();
    private boolean closed;

    EndpointNames(String interfaceName, Device device, EngineEvents events, Resolver resolver) {
        this.device = device;
        this.events = events;
        this.resolver = resolver;
        AtomicInteger ordinal = new AtomicInteger();
        threads = new ScheduledThreadPoolExecutor(
                THREADS,
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("warren-" + interfaceName + "-names-" + ordinal.incrementAndGet())
                        .unstarted(task));
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.setKeepAliveTime(30, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
    }

    /// Goes by this name from now on. The peer has to be in the device.
    void put(PublicKey key, InetSocketAddress unresolved) {
        lock.lock();
        try {
            if (!closed) {
                Watch watch = new Watch(key, new NamedEndpoint(unresolved));
                watches.put(key, watch);
                watch.lookIn(0);
            }
        } finally {
            lock.unlock();
        }
    }

    void remove(PublicKey key) {
        lock.lock();
        try {
            watches.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /// Lets a peer be dialled as soon as it is known where, if it isn't yet.
    void dial(PublicKey key) {
        lock.lock();
        try {
            Watch watch = watches.get(key);
            if (watch != null) {
                watch.dials = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The peers whose endpoint's name leads nowhere, each with a sentence about it.
    Map<PublicKey, String> unresolved() {
        lock.lock();
        try {
            Map<PublicKey, String> troubles = new HashMap<>();
            watches.forEach((key, watch) -> {
                if (watch.trouble != null) {
                    troubles.put(key, watch.trouble);
                }
            });
            return troubles;
        } finally {
            lock.unlock();
        }
    }

    long lookups() {
        return lookups.sum();
    }

    long failures() {
        return failures.sum();
    }

    /// One peer's name. Between two looks nobody holds a thread for it.
    private final class Watch implements Runnable {
        private final PublicKey key;

        // One thread at a time: each look asks for the next.
        private final NamedEndpoint name;

        // @GuardedBy("lock")
        private boolean dials;
        private @Nullable String trouble;

        Watch(PublicKey key, NamedEndpoint name) {
            this.key = key;
            this.name = name;
        }

        private void lookIn(long nanos) {
            threads.schedule(this, nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void run() {
            PeerReach reach = device.inspection().reach(key);
            if (reach == null) {
                return;
            }
            long rest = name.rest(reach.latestHandshake(), BootClock.now());
            if (rest > 0) {
                again(rest);
                return;
            }
            lookups.increment();
            try {
                carryOut(ordered(resolver.resolve(name.host()), EndpointNames::hasRoute));
            } catch (UnknownHostException e) {
                failures.increment();
                fail(e);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "the endpoint's name of peer " + key + " wasn't looked at", e);
                again(NamedEndpoint.MAX_BACKOFF);
            }
        }

        private void carryOut(List<InetAddress> addresses) {
            lock.lock();
            try {
                PeerReach reach = device.inspection().reach(key);
                if (watches.get(key) != this || reach == null) {
                    return;
                }
                if (name.rest(reach.latestHandshake(), BootClock.now()) == 0) {
                    InetSocketAddress chosen = name.choose(addresses, reach.endpoint(), reach.triedInVain());
                    if (chosen != null) {
                        move(chosen);
                    }
                }
                trouble = null;
                lookIn(name.answered());
            } finally {
                lock.unlock();
            }
        }

        private void move(InetSocketAddress endpoint) {
            long now = BootClock.now();
            device.apply(
                    new DeviceUpdate().peer(new PeerUpdate(key).updateOnly().endpoint(Endpoint.of(endpoint))), now);
            if (dials) {
                dials = false;
                device.connect(key, now);
            }
            events.tell(new EngineEvent.EndpointResolved(key, name.host(), endpoint, Instant.now()));
        }

        private void fail(UnknownHostException e) {
            lock.lock();
            try {
                if (watches.get(key) != this) {
                    return;
                }
                if (!name.isFailing()) {
                    String reason = String.valueOf(e.getMessage());
                    trouble = "The endpoint's name %s can't be resolved: %s".formatted(name.host(), reason);
                    LOG.log(System.Logger.Level.WARNING, "peer {0}: {1}", key, trouble);
                    events.tell(new EngineEvent.EndpointUnresolved(key, name.host(), reason, Instant.now()));
                }
                lookIn(name.failed());
            } finally {
                lock.unlock();
            }
        }

        private void again(long nanos) {
            lock.lock();
            try {
                if (watches.get(key) == this) {
                    lookIn(nanos);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /// The resolver's order, but what this machine has no route to comes last: an IPv6 address is of no use
    /// without IPv6.
    static List<InetAddress> ordered(List<InetAddress> addresses, Predicate<InetAddress> reachable) {
        return addresses.stream()
                .distinct()
                .sorted(Comparator.comparing(address -> !reachable.test(address)))
                .toList();
    }

    /// To connect a UDP socket sends nothing; the kernel only looks for the route.
    static boolean hasRoute(InetAddress address) {
        StandardProtocolFamily family =
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try (DatagramChannel probe = DatagramChannel.open(family)) {
            probe.connect(new InetSocketAddress(address, 9));
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /// Ends at once; a lookup that is under way ends by itself, and its answer isn't carried out any more.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            watches.clear();
        } finally {
            lock.unlock();
        }
        threads.shutdownNow();
    }
}
