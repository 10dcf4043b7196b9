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

/// Measures what cutting and joining frames costs beside encryption. Run by `bench/tun/run`.
///
/// A frame is TCP over IPv4 of 64 KiB in segments of 1368 bytes, what a connection with timestamps makes of an MTU of
/// 1420. Times are the thread's own processor time, so that a busy machine disturbs less.
final class TunBench {
    private static final int SEGMENT = 1368;
    private static final int HEADER = 52;
    /// Where the frame's first payload is, behind the frame's own header.
    private static final int PAYLOAD = 10 + HEADER;
    /// Where the first packet is put, behind the header of its message.
    private static final long PLACE = 16;
    /// From packet to packet, with the message's header, padding and tag between.
    private static final long STRIDE = 1456;

    private static final int WARM_UP = 60;
    private static final int ROUNDS = 100;
    private static final long ROUND_NANOS = 10_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static MemorySegment firstHeader = MemorySegment.NULL;

    static volatile int sink;

    public static void main(String[] arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment frame = frame(arena);
            MemorySegment slab = arena.allocate(4 * Tun.MAX_FRAME, 64);
            Segmenter segmenter = new Segmenter();
            Coalescer coalescer = new Coalescer(new Sink());
            System.out.println("| | least, ns | median, ns | least for each packet, ns |");
            System.out.println("|---|---:|---:|---:|");
            measure("sum of 20 bytes", 1, () -> (int) Checksum.sum(frame, PAYLOAD, 20));
            measure("sum of 1368 bytes", 1, () -> (int) Checksum.sum(frame, PAYLOAD, SEGMENT));
            measure("copy of 1368 bytes", 1, () -> {
                MemorySegment.copy(frame, PAYLOAD, slab, PLACE, SEGMENT);
                return 0;
            });
            measure("copy and sum of 1368 bytes in one loop", 1, () -> (int) copyAndSum(frame, PAYLOAD, slab, PLACE, SEGMENT));
            int packets = cut(segmenter, frame, slab);
            firstHeader = arena.allocate(HEADER).copyFrom(slab.asSlice(PLACE, HEADER));
            measure("cut a frame of 47 packets", packets, () -> cut(segmenter, frame, slab));
            measure("join 47 packets and write nowhere", packets, () -> join(coalescer, slab, packets));
        }
    }

    /// What one pass over the payload would be: the loop can't be vectorised, because the compiler doesn't know that
    /// the two ranges are apart.
    private static long copyAndSum(MemorySegment from, long offset, MemorySegment to, long toOffset, int length) {
        long even = 0;
        long odd = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            long word = from.get(ValueLayout.JAVA_LONG_UNALIGNED, offset + i);
            to.set(ValueLayout.JAVA_LONG_UNALIGNED, toOffset + i, word);
            even += word & 0xffff_ffffL;
            odd += word >>> 32;
        }
        return even + odd;
    }

    private static int cut(Segmenter segmenter, MemorySegment frame, MemorySegment slab) {
        if (!segmenter.reset(frame, 0, (int) frame.byteSize())) {
            throw new AssertionError("the frame is valid");
        }
        for (int i = 0; i < segmenter.count(); i++) {
            segmenter.copy(i, slab, PLACE + i * STRIDE);
        }
        return segmenter.count();
    }

    private static int join(Coalescer coalescer, MemorySegment slab, int packets) {
        for (int i = 0; i < packets; i++) {
            coalescer.add(slab, PLACE + i * STRIDE, HEADER + SEGMENT);
        }
        int lost = coalescer.flush();
        // What the flush changed in the first packet: its length, checksums and push flag.
        MemorySegment.copy(firstHeader, 0, slab, PLACE, HEADER);
        return lost;
    }

    private static MemorySegment frame(Arena arena) {
        byte[] payload = new byte[47 * SEGMENT];
        new Random(1).nextBytes(payload);
        PacketBuilder packet = PacketBuilder.tcp4().options("0101080a0102030405060708").payload(payload);
        byte[] bytes = TestFrame.cuttable(packet, SEGMENT).bytes();
        return arena.allocate(bytes.length, 64).copyFrom(MemorySegment.ofArray(bytes));
    }

    private static void measure(String name, int packets, IntSupplier body) {
        double[] nanos = new double[ROUNDS];
        int batch = 100;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            long count = 0;
            long now;
            do {
                int result = 0;
                for (int i = 0; i < batch; i++) {
                    result += body.getAsInt();
                }
                sink = result;
                count += batch;
                now = THREADS.getCurrentThreadCpuTime();
            } while (now - start < ROUND_NANOS);
            if (round >= 0) {
                nanos[round] = (double) (now - start) / count;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT, "| %s | %,.0f | %,.0f | %.0f |%n", name, nanos[0], nanos[ROUNDS / 2], nanos[0] / packets);
    }

    /// Takes everything and keeps nothing.
    private static final class Sink extends RecordingTun {
        @Override
        public int write(MemorySegment iov, int count) {
            return 0;
        }
    }
}
