package dev.warren.engine.tun;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntSupplier;

/// Measures what cutting and joining frames costs beside encryption. Run by `bench/tun.sh`.
///
/// A frame is TCP over IPv4 of 64 KiB in segments of 1368 bytes, what a connection with timestamps makes of an MTU of 1420.
/// Times are the thread's own processor time, of the fastest tenth of the rounds, so that a busy machine disturbs little.
final class TunBench {
    private static final int SEGMENT = 1368;
    private static final int HEADER = 52;
    private static final int ROUNDS = 60;
    private static final long ROUND_NANOS = 10_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static int sink;

    public static void main(String[] arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment frame = frame(arena);
            MemorySegment slab = arena.allocate(4 * Tun.MAX_FRAME, 64);
            Segmenter segmenter = new Segmenter();
            Coalescer coalescer = new Coalescer(new Sink());
            System.out.printf("%-28s %10s %10s %10s%n", "", "ns/frame", "ns/packet", "GB/s");
            measure("sum of 1368 bytes", SEGMENT, 1, () -> (int) Checksum.sum(frame, 62, SEGMENT));
            measure("copy of 1368 bytes", SEGMENT, 1, () -> {
                MemorySegment.copy(frame, 62, slab, 16, SEGMENT);
                return 0;
            });
            int packets = cut(segmenter, frame, slab);
            measure("sum of 20 bytes", 20, 1, () -> (int) Checksum.sum(frame, 62, 20));
            measure("cut", (int) frame.byteSize(), packets, () -> cut(segmenter, frame, slab));
            measure("join and write nowhere", (int) frame.byteSize(), packets, () -> join(coalescer, slab, packets));
            System.out.println("sink " + sink);
        }
    }

    private static int cut(Segmenter segmenter, MemorySegment frame, MemorySegment slab) {
        if (!segmenter.reset(frame, 0, (int) frame.byteSize())) {
            throw new AssertionError("the frame is valid");
        }
        for (int i = 0; i < segmenter.count(); i++) {
            segmenter.copy(i, slab, 16 + i * 1456L);
        }
        return segmenter.count();
    }

    private static int join(Coalescer coalescer, MemorySegment slab, int packets) {
        int last = SEGMENT + HEADER;
        for (int i = 0; i < packets; i++) {
            long offset = 16 + i * 1456L;
            coalescer.add(slab, offset, i == packets - 1 ? lastLength : last);
        }
        int lost = coalescer.flush();
        // What the flush changed in the first packet: its length, checksums and push flag.
        MemorySegment.copy(firstHeader, 0, slab, 16, HEADER);
        return lost;
    }

    private static int lastLength;
    private static MemorySegment firstHeader = MemorySegment.NULL;

    private static MemorySegment frame(Arena arena) {
        byte[] payload = new byte[47 * SEGMENT];
        new Random(1).nextBytes(payload);
        PacketBuilder packet = PacketBuilder.tcp4().options("0101080a0102030405060708").payload(payload);
        byte[] bytes = TestFrame.cuttable(packet, SEGMENT).bytes();
        lastLength = HEADER + SEGMENT;
        MemorySegment first = arena.allocate(HEADER);
        byte[] cut = TestFrame.cut(bytes).getFirst();
        MemorySegment.copy(cut, 0, first, ValueLayout.JAVA_BYTE, 0, HEADER);
        firstHeader = first;
        return arena.allocate(bytes.length, 64).copyFrom(MemorySegment.ofArray(bytes));
    }

    private static void measure(String name, int bytes, int packets, IntSupplier body) {
        double[] nanos = new double[ROUNDS];
        int batch = 100;
        for (int round = -40; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            long count = 0;
            long now;
            do {
                for (int i = 0; i < batch; i++) {
                    sink += body.getAsInt();
                }
                count += batch;
                now = THREADS.getCurrentThreadCpuTime();
            } while (now - start < ROUND_NANOS);
            if (round >= 0) {
                nanos[round] = (double) (now - start) / count;
            }
        }
        Arrays.sort(nanos);
        double best = nanos[ROUNDS / 10];
        System.out.printf(Locale.ROOT, "%-28s %10.0f %10.1f %10.1f%n", name, best, best / packets, bytes / best);
    }

    /// Takes everything and keeps nothing.
    private static final class Sink extends RecordingTun {
        @Override
        public int write(MemorySegment iov, int count) {
            return 0;
        }
    }
}
