package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.conn.Lane;
import dev.warren.engine.conn.SourceWatch;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.linux.BootClock;
import dev.warren.engine.tun.Tun;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The threads that move a device: one reads the TUN device, one receives from the sockets of the moment and as long
/// as it can also does the former's work ([TunDuty]), one does everything else.
///
/// Where there are more than two processors, datagrams arrive in several [Lane]s with a thread each, and as soon as
/// one thread isn't enough for the TUN device, as many encrypt what another one reads there ([Steering]).
///
/// They are platform threads, because they spend their time in system calls and would pin the carrier of a virtual
/// one.
public final class DeviceThreads implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DeviceThreads.class.getName());

    /// The control thread looks up at least this often: its wait doesn't count the time in which the machine was
    /// suspended.
    private static final long MAX_WAIT = 5_000_000_000L;

    /// A system property, for measurements and for machines whose processors have other work.
    private static final String QUEUES = "warren.engine.queues";

    private static final int MAX_QUEUES = 16;

    private final Tun tun;
    private final Device device;
    private final Runnable gone;
    private final SourceWatch sources;
    private final Signal signal = new Signal();
    private final TunDuty duty;
    private final Outbound outbound;
    private final @Nullable Steering steering;
    private final ReentrantLock lock = new ReentrantLock();

    // @GuardedBy("lock")
    private final List<Thread> threads = new ArrayList<>();

    private volatile boolean closing;

    /// @param listener told of what happens
    /// @param gone called once if the TUN device goes away by itself
    public DeviceThreads(Tun tun, Binds binds, SecureRandom random, DeviceListener listener, Runnable gone) {
        this(tun, binds, random, listener, gone, queues());
    }

    /// @param queues how many threads share the encrypting, and the decrypting if the sockets have so many lanes
    DeviceThreads(Tun tun, Binds binds, SecureRandom random, DeviceListener listener, Runnable gone, int queues) {
        this.tun = tun;
        this.duty = new TunDuty(queues > 1 ? 2 + queues : Runtime.getRuntime().availableProcessors());
        this.steering = queues > 1 ? new Steering(tun, queues) : null;
        this.gone = gone;
        this.device =
                new Device(tun, binds, random, InstantSource.system(), new ReceivingListener(listener), signal::raise);
        this.outbound = new Outbound(device, tun, new Sender(device, Aead.best()));
        this.sources = SourceWatch.start("warren-" + tun.name() + "-sources", device::reviewSources);
        for (int way = 0; steering != null && way < queues; way++) {
            SteeredFrames frames = steering.way(way);
            start("seal-" + way, () -> runSteered(frames));
        }
        start("tun", this::runOutbound);
        start("control", this::runControl);
    }

    /// How many threads share each direction: `warren.engine.queues`, or half of the processors, which leaves the
    /// other half to the other direction; but no more than 16.
    public static int queues() {
        int wanted = Integer.getInteger(QUEUES, Runtime.getRuntime().availableProcessors() / 2);
        return Math.clamp(wanted, 1, MAX_QUEUES);
    }

    public Device device() {
        return device;
    }

    /// The listener that was asked for, before which each new socket gets its thread.
    private final class ReceivingListener implements DeviceListener {
        private final DeviceListener listener;

        ReceivingListener(DeviceListener listener) {
            this.listener = listener;
        }

        @Override
        public void handshakeCompleted(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {
            listener.handshakeCompleted(peer, endpoint, at);
        }

        @Override
        public void came(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {
            listener.came(peer, endpoint, at);
        }

        @Override
        public void went(PublicKey peer, Departure reason, @Nullable Instant latestHandshake, Instant at) {
            listener.went(peer, reason, latestHandshake, at);
        }

        @Override
        public void endpointChanged(PublicKey peer, InetSocketAddress endpoint, Instant at) {
            listener.endpointChanged(peer, endpoint, at);
        }

        @Override
        public void bound(Bind bind) {
            start("udp-" + bind.port(), () -> runInbound(bind));
            List<Lane> lanes = bind.lanes();
            for (int i = 1; i < lanes.size(); i++) {
                Lane lane = lanes.get(i);
                start("udp-" + bind.port() + "-" + i, () -> runLane(lane));
            }
            listener.bound(bind);
        }
    }

    private void start(String role, Runnable loop) {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            threads.removeIf(thread -> !thread.isAlive());
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("warren-" + tun.name() + "-" + role)
                    .uncaughtExceptionHandler((thread, fault) ->
                            LOG.log(System.Logger.Level.ERROR, "thread " + thread.getName() + " has ended", fault))
                    .start(loop));
        } finally {
            lock.unlock();
        }
    }

    private void runOutbound() {
        try (outbound) {
            while (!closing && tun.await()) {
                if (steering == null) {
                    sendAll();
                    duty.lendIfCalm(BootClock.now());
                } else {
                    share(steering);
                }
                duty.awaitReturn();
            }
        }
        if (!closing) {
            gone.run();
        }
    }

    private void sendAll() {
        int frames = 1;
        while (frames > 0 && !closing) {
            long began = BootClock.now();
            frames = outbound.pump(began);
            duty.sent(BootClock.now() - began);
        }
    }

    private void share(Steering threads) {
        int frames = 1;
        while (frames > 0 && !closing) {
            frames = threads.pump();
        }
        duty.sent(threads.worked());
        if (duty.isCalm(BootClock.now())) {
            // Who borrows the duty sends at once, and may not overtake what still waits for one of the threads.
            threads.settle();
            duty.lend();
        }
    }

    private void runSteered(SteeredFrames frames) {
        try (Outbound mine = new Outbound(device, tun, new Sender(device, Aead.best()))) {
            while (frames.await()) {
                int sent = 1;
                while (sent > 0) {
                    long began = BootClock.now();
                    sent = mine.pump(frames, began);
                    frames.worked(BootClock.now() - began);
                }
            }
        }
    }

    /// Another lane than the first.
    private void runLane(Lane lane) {
        try (Inbound inbound = new Inbound(device, lane, tun, Aead.best())) {
            while (lane.await()) {
                inbound.pump(BootClock.now());
            }
        }
    }

    private void runInbound(Bind bind) {
        duty.enlist(bind);
        try (Inbound inbound = new Inbound(device, bind, tun, Aead.best())) {
            while (duty.isLentTo(bind) ? bind.await(tun.descriptors()) : bind.await()) {
                long began = BootClock.now();
                inbound.pump(began);
                long then = BootClock.now();
                duty.received(then - began);
                if (duty.isLentTo(bind)) {
                    sendToo(bind, then);
                }
            }
        } finally {
            duty.retire(bind);
        }
    }

    /// The receiving thread reads the TUN device, too.
    private void sendToo(Bind bind, long now) {
        if (outbound.pump(now) < 0) {
            duty.giveBack(bind);
            return;
        }
        long then = BootClock.now();
        duty.sent(then - now);
        duty.giveBackIfBusy(bind, then);
    }

    private void runControl() {
        while (!closing) {
            long now = BootClock.now();
            long next = device.control().pump(now);
            signal.await(Math.clamp(next - now, 0, MAX_WAIT));
        }
    }

    /// Ends the threads, then takes the device and its interface down.
    @Override
    public void close() {
        List<Thread> ending;
        lock.lock();
        try {
            if (closing) {
                return;
            }
            closing = true;
            ending = List.copyOf(threads);
        } finally {
            lock.unlock();
        }
        tun.wake();
        signal.raise();
        if (steering != null) {
            steering.end();
        }
        sources.close();
        device.down();
        ending.forEach(DeviceThreads::join);
        device.close();
        if (steering != null) {
            steering.close();
        }
        tun.close();
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread != Thread.currentThread() && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
