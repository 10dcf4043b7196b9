package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.endtoend.Eventually;
import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.linux.BootClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Devices with their threads that come and go, and go down and up, while traffic goes on.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifeCycleTest {
    /// A thread keeps some memory for its system calls until it is collected. A leak in each cycle would exceed
    /// this by far.
    private static final long BYTES = 1 << 20;

    /// Others in this process may open some, such as the application of earlier tests. A leak in each cycle would
    /// exceed this, too.
    private static final long DESCRIPTORS = 20;

    /// Of a device that is up: TUN, socket, control, and the watch over sources.
    private static final int THREADS = 4;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final LiveNetwork network = new LiveNetwork();
    private final AtomicInteger gone = new AtomicInteger();

    /// A device with its threads, at an address, and in the tunnel under the same last number.
    private final class Host implements AutoCloseable {
        final LiveTun tun;
        final DeviceThreads threads;
        final PrivateKey key = PrivateKey.generate();
        private final int number;

        Host(int number) {
            this(number, 1);
        }

        Host(int number, int queues) {
            this.number = number;
            tun = new LiveTun("live" + number);
            threads = new DeviceThreads(
                    tun, network.at("192.0.2." + number), RANDOM, DeviceListener.SILENT, gone::incrementAndGet, queues);
            apply(new DeviceUpdate().privateKey(key).listenPort(51_820));
            threads.device().up();
        }

        void apply(DeviceUpdate update) {
            threads.device().apply(update, BootClock.now());
        }

        void add(Host other) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + other.number), 51_820);
            apply(new DeviceUpdate()
                    .peer(new PeerUpdate(other.key.publicKey())
                            .allow(DevicePair.prefix("10.0.0." + other.number, 32))
                            .endpoint(Endpoint.of(address))));
        }

        void remove(Host other) {
            apply(new DeviceUpdate().peer(new PeerUpdate(other.key.publicKey()).remove()));
        }

        void send(Host to) {
            tun.send(Packets.ofLength("10.0.0." + number, "10.0.0." + to.number, 600));
        }

        @Override
        public void close() {
            threads.close();
        }
    }

    private static void meet(Host one, Host other) {
        one.add(other);
        other.add(one);
    }

    /// Sends both ways until something has arrived at both.
    private static void talk(Host one, Host other) {
        long atOne = one.tun.received.get();
        long atOther = other.tun.received.get();
        while (one.tun.received.get() == atOne || other.tun.received.get() == atOther) {
            one.send(other);
            other.send(one);
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void a_thousand_times_down_and_up_with_peers_that_come_and_go_leave_nothing_behind() throws Exception {
        try (Host alice = new Host(1);
                Host bob = new Host(2);
                Chatter chatter = new Chatter(alice, bob)) {
            cycle(100, alice, bob);
            Holdings before = Holdings.with(2 * THREADS);
            cycle(1_000, alice, bob);
            assertTrue(chatter.running());
            meet(alice, bob);
            talk(alice, bob);
            assertNothingLeft(before);
        }
        assertEquals(0, network.open());
    }

    private static void cycle(int times, Host alice, Host bob) {
        for (int i = 0; i < times; i++) {
            meet(alice, bob);
            if (i % 100 == 0) {
                talk(alice, bob);
            }
            alice.threads.device().down();
            bob.remove(alice);
            alice.threads.device().up();
            alice.remove(bob);
        }
    }

    @Test
    void a_hundred_devices_that_are_closed_under_traffic_leave_nothing_behind() throws Exception {
        live(20, 1);
        Holdings before = Holdings.with(0);
        live(100, 1);
        assertNothingLeft(before);
        assertEquals(0, network.open());
        assertEquals(0, gone.get(), "none went by itself");
    }

    @Test
    void devices_whose_work_is_shared_by_several_threads_leave_nothing_behind_either() throws Exception {
        live(5, 3);
        Holdings before = Holdings.with(0);
        live(30, 3);
        assertNothingLeft(before);
        assertEquals(0, network.open());
    }

    private void live(int times, int queues) {
        for (int i = 0; i < times; i++) {
            Host alice = new Host(1, queues);
            Host bob = new Host(2, queues);
            try (Chatter _ = new Chatter(alice, bob)) {
                meet(alice, bob);
                talk(alice, bob);
                alice.close();
                bob.close();
            }
            assertTrue(alice.tun.isClosed());
        }
    }

    /// Everybody does anything at any moment; in the end, the two that are left can talk.
    @Test
    void whatever_happens_at_once_the_devices_work_in_the_end_and_close() throws Exception {
        Host alice = new Host(1);
        Host bob = new Host(2);
        AtomicBoolean end = new AtomicBoolean();
        try (ExecutorService executor = Executors.newCachedThreadPool();
                Chatter chatter = new Chatter(alice, bob)) {
            List<Future<?>> running = new ArrayList<>();
            for (int seed = 0; seed < 6; seed++) {
                Random random = new Random(seed);
                running.add(executor.submit(() -> disturb(alice, bob, random, end)));
            }
            long until = System.nanoTime() + Fuzz.NANOS;
            while (System.nanoTime() < until && running.stream().noneMatch(Future::isDone)) {
                LockSupport.parkNanos(10_000_000);
            }
            end.set(true);
            for (Future<?> each : running) {
                each.get();
            }
            alice.threads.device().up();
            alice.apply(new DeviceUpdate().privateKey(alice.key).listenPort(51_820));
            alice.remove(bob);
            bob.remove(alice);
            meet(alice, bob);
            talk(alice, bob);
            assertTrue(chatter.running());

            Future<?> closing = executor.submit(alice::close);
            Future<?> too = executor.submit(alice::close);
            disturbClosed(alice, bob);
            closing.get();
            too.get();
            bob.close();
        }
        assertTrue(alice.tun.isClosed());
        assertEquals(0, network.open());
        assertEquals(0, alice.threads.device().sessions().indices().size());
    }

    private static void disturb(Host alice, Host bob, Random random, AtomicBoolean end) {
        Device device = alice.threads.device();
        while (!end.get()) {
            switch (random.nextInt(9)) {
                case 0 -> device.down();
                case 1, 2 -> device.up();
                case 3 -> meet(alice, bob);
                case 4 -> alice.remove(bob);
                case 5 ->
                    alice.apply(new DeviceUpdate()
                            .listenPort(51_820 + random.nextInt(3))
                            .mark(random.nextInt(3)));
                case 6 -> alice.apply(new DeviceUpdate().privateKey(PrivateKey.generate()));
                case 7 -> alice.apply(new DeviceUpdate().privateKey(alice.key).listenPort(51_820));
                default -> {
                    device.peers(true);
                    device.counters().all();
                    device.connect(bob.key.publicKey(), BootClock.now());
                    device.mtuChanged();
                }
            }
        }
    }

    /// A device that is being closed may refuse, but only with the sentence that says so.
    private static void disturbClosed(Host alice, Host bob) {
        while (!alice.tun.isClosed()) {
            try {
                meet(alice, bob);
                alice.remove(bob);
                alice.threads.device().up();
            } catch (IllegalStateException e) {
                assertEquals("the device is closed", e.getMessage());
            }
        }
    }

    private static void assertNothingLeft(Holdings before) throws Exception {
        long descriptors = Holdings.with(before.threads()).descriptors();
        assertTrue(descriptors < before.descriptors() + DESCRIPTORS, descriptors + " after " + before.descriptors());
        Eventually.within(
                Duration.ofSeconds(20),
                "memory is given back to " + before.bytes(),
                () -> Holdings.nativeBytes() < before.bytes() + BYTES);
    }

    /// Both send to each other all the time, whether that is possible or not.
    private static final class Chatter implements AutoCloseable {
        private final AtomicBoolean end = new AtomicBoolean();
        private final Thread thread;

        Chatter(Host one, Host other) {
            thread = Thread.ofPlatform().name("chatter").start(() -> {
                while (!end.get()) {
                    one.send(other);
                    other.send(one);
                    LockSupport.parkNanos(50_000);
                }
            });
        }

        boolean running() {
            return thread.isAlive();
        }

        @Override
        public void close() {
            end.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
