package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
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

/// The threads that move a device: one reads the TUN device, one receives from the sockets of the moment and as long as
/// it can also does the former's work ([TunDuty]), one does everything else.
///
/// They are platform threads, because they spend their time in system calls and would pin the carrier of a virtual
/// one.
public final class DeviceThreads implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DeviceThreads.class.getName());

    /// The control thread looks up at least this often: its wait doesn't count the time in which the machine was
    /// suspended.
    private static final long MAX_WAIT = 5_000_000_000L;

    private final Tun tun;
    private final Device device;
    private final Runnable gone;
    private final SourceWatch sources;
    private final Signal signal = new Signal();
    private final TunDuty duty = new TunDuty(Runtime.getRuntime().availableProcessors() > 1);
    private final Outbound outbound;
    private final ReentrantLock lock = new ReentrantLock();

    // @GuardedBy("lock")
    private final List<Thread> threads = new ArrayList<>();

    private volatile boolean closing;

    /// @param listener told of what happens
    /// @param gone called once if the TUN device goes away by itself
    public DeviceThreads(Tun tun, Binds binds, SecureRandom random, DeviceListener listener, Runnable gone) {
        this.tun = tun;
        this.gone = gone;
        this.device =
                new Device(tun, binds, random, InstantSource.system(), new ReceivingListener(listener), signal::raise);
        this.outbound = new Outbound(device, tun, new Sender(device, Aead.best()));
        this.sources = SourceWatch.start("warren-" + tun.name() + "-sources", device::reviewSources);
        start("tun", this::runOutbound);
        start("control", this::runControl);
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
                int frames = 1;
                while (frames > 0 && !closing) {
                    long began = BootClock.now();
                    frames = outbound.pump(began);
                    duty.sent(BootClock.now() - began);
                }
                duty.lendIfCalm(BootClock.now());
                duty.awaitReturn();
            }
        }
        if (!closing) {
            gone.run();
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
        sources.close();
        device.down();
        ending.forEach(DeviceThreads::join);
        device.close();
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
