package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.conn.BindEvent;
import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.ReceiveBatch;
import dev.warren.engine.conn.SendBatch;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.linux.BootClock;
import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Measures how encrypting scales when several threads share it. Run by `bench/lanes/run`.
///
/// One peer, sixteen TCP streams in frames of 64 KiB that one thread reads and shares out; what the others make of them
/// goes nowhere, so the kernel's part is left out. With more threads than processors there is nothing to gain; what is
/// to be seen then is that nothing is lost either.
final class LanesBench {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int MTU = 1420;
    private static final int HEADERS = 40;
    private static final int SEGMENT = MTU - HEADERS;
    private static final int PAYLOAD = 46 * SEGMENT;
    private static final int STREAMS = 16;

    public static void main(String[] words) throws Exception {
        double seconds = words.length > 0 ? Double.parseDouble(words[0]) : 3;
        int processors = Runtime.getRuntime().availableProcessors();
        measure(2, 2 * seconds);
        System.out.printf("%n%d processors%n%n", processors);
        System.out.println("| threads that encrypt | Gbit/s | CPU, s/GiB | of that, reading and sharing out |");
        System.out.println("|---:|---:|---:|---:|");
        for (int threads = 1; threads <= Math.max(4, processors); threads++) {
            System.out.println(measure(threads, seconds));
        }
    }

    private static String measure(int threads, double seconds) throws Exception {
        SecureRandom random = new SecureRandom();
        Wire alices = new Wire(1);
        Wire bobs = new Wire(2);
        alices.other = bobs;
        bobs.other = alices;
        PrivateKey alicesKey = PrivateKey.generate(random);
        PrivateKey bobsKey = PrivateKey.generate(random);
        try (Arena arena = Arena.ofShared();
                Streams tun = new Streams(arena);
                Streams other = new Streams(arena);
                Aead aead = Aead.best();
                Aead bobsAead = Aead.best()) {
            Device alice = device(tun, alices, random, alicesKey, bobsKey, 2);
            Device bob = device(other, bobs, random, bobsKey, alicesKey, 1);
            Inbound alicesIn = new Inbound(alice, alices, tun, aead);
            Inbound bobsIn = new Inbound(bob, bobs, other, bobsAead);
            alice.connect(bobsKey.publicKey(), BootClock.now());
            while (alice.peer(bobsKey.publicKey()).keypairs().current() == null) {
                alice.control().pump(BootClock.now());
                bobsIn.pump(BootClock.now());
                bob.control().pump(BootClock.now());
                alicesIn.pump(BootClock.now());
            }
            alices.other = null;
            return run(alice, bobsKey, tun, threads, seconds);
        }
    }

    private static Device device(
            Tun tun, Wire wire, SecureRandom random, PrivateKey key, PrivateKey other, int number) {
        Device device = new Device(tun, (port, mark) -> wire, random, InstantSource.system(), DeviceListener.SILENT, () -> {});
        device.apply(
                new DeviceUpdate()
                        .privateKey(key)
                        .peer(new PeerUpdate(other.publicKey())
                                .endpoint(Endpoint.of(new InetSocketAddress("192.0.2." + number, 51_820)))
                                .allow(Prefix.of(new byte[] {10, 0, 0, (byte) number}, 32))),
                BootClock.now());
        device.up();
        return device;
    }

    private static String run(Device alice, PrivateKey bobsKey, Streams tun, int threads, double seconds) throws Exception {
        AtomicLong cpu = new AtomicLong();
        List<Thread> running = new ArrayList<>();
        Steering steering = new Steering(tun, threads);
        for (int way = 0; way < threads; way++) {
            SteeredFrames frames = steering.way(way);
            running.add(Thread.ofPlatform().start(() -> {
                try (Outbound out = new Outbound(alice, tun, new Sender(alice, Aead.best()))) {
                    while (frames.await()) {
                        while (out.pump(frames, BootClock.now()) > 0) {}
                    }
                }
                cpu.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
            }));
        }
        long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long began = System.nanoTime();
        long end = began + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            steering.pump();
        }
        steering.settle();
        double took = (System.nanoTime() - began) / 1e9;
        own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - own;
        steering.end();
        for (Thread thread : running) {
            thread.join();
        }
        steering.close();
        double gib = (double) tun.frames * PAYLOAD / (1 << 30);
        long lost = alice.counters().drops().values().stream().mapToLong(Long::longValue).sum();
        if (lost > 0) {
            throw new AssertionError("dropped " + alice.counters().drops());
        }
        return String.format(Locale.ROOT, "| %d | %.2f | %.2f | %.2f |", threads, gib * 8.589934592 / took,
                (cpu.get() + own) / 1e9 / gib, own / 1e9 / gib);
    }

    /// A TUN device that never runs dry.
    private static final class Streams implements Tun {
        private final MemorySegment frame;
        long frames;

        Streams(Arena arena) {
            frame = arena.allocate(VirtioNetHeader.SIZE + HEADERS + PAYLOAD, 64);
            long packet = VirtioNetHeader.SIZE;
            frame.set(ValueLayout.JAVA_BYTE, packet, (byte) 0x45);
            frame.set(SHORT, packet + 2, (short) (HEADERS + PAYLOAD));
            frame.set(SHORT, packet + 6, (short) 0x4000);
            frame.set(ValueLayout.JAVA_BYTE, packet + 8, (byte) 64);
            frame.set(ValueLayout.JAVA_BYTE, packet + 9, (byte) 6);
            MemorySegment.copy(new byte[] {10, 0, 0, 1, 10, 0, 0, 2}, 0, frame, ValueLayout.JAVA_BYTE, packet + 12, 8);
            frame.set(SHORT, packet + 32, (short) 0x5010);
            VirtioNetHeader.putMissingChecksum(frame, 0, 20, 16);
            VirtioNetHeader.putGso(frame, 0, VirtioNetHeader.GSO_TCPV4, HEADERS, SEGMENT);
        }

        @Override
        public int read(MemorySegment buffer, long offset, int capacity) {
            frame.set(SHORT, VirtioNetHeader.SIZE + 20, (short) (40_000 + frames++ % STREAMS));
            MemorySegment.copy(frame, 0, buffer, offset, frame.byteSize());
            return (int) frame.byteSize();
        }

        @Override
        public String name() {
            return "bench";
        }

        @Override
        public int index() {
            return 1;
        }

        @Override
        public int mtu() {
            return MTU;
        }

        @Override
        public boolean joinsTcp() {
            return true;
        }

        @Override
        public boolean joinsUdp() {
            return true;
        }

        @Override
        public int write(MemorySegment iov, int count) {
            return 0;
        }

        @Override
        public boolean await() {
            return true;
        }

        @Override
        public Descriptors descriptors() {
            throw new UnsupportedOperationException("nobody waits");
        }

        @Override
        public void wake() {}

        @Override
        public void close() {}
    }

    /// Carries datagrams to the other end while there is one.
    private static final class Wire implements Bind {
        private final int number;
        private final ArrayDeque<byte[]> inbox = new ArrayDeque<>();
        private volatile Wire other;

        Wire(int number) {
            this.number = number;
        }

        @Override
        public int port() {
            return 51_820;
        }

        @Override
        public int receive(ReceiveBatch batch) {
            batch.clear();
            while (!inbox.isEmpty() && batch.count() < batch.capacity()) {
                byte[] message = inbox.poll();
                batch.add(Endpoint.of(new InetSocketAddress("192.0.2." + (3 - number), 51_820)), 0,
                        MemorySegment.ofArray(message), message.length);
            }
            return batch.count();
        }

        @Override
        public int send(SendBatch batch) {
            Wire to = other;
            for (int run = 0; to != null && run < batch.runs(); run++) {
                to.inbox.add(batch.slab().asSlice(batch.offset(run), batch.length(run)).toArray(ValueLayout.JAVA_BYTE));
            }
            return batch.datagrams();
        }

        @Override
        public boolean await() {
            return true;
        }

        @Override
        public boolean await(Descriptors others) {
            return true;
        }

        @Override
        public void wake() {}

        @Override
        public void setMark(int mark) {}

        @Override
        public long count(BindEvent event) {
            return 0;
        }

        @Override
        public void close() {}
    }
}
