package dev.warren.engine.tun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// Once compiled, the path of a packet leaves nothing to the garbage collector.
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FRAMES = 200;
    private static final int SEGMENT = 1368;

    /// Many times what it takes until everything is compiled, so that it is not reached but by a mistake.
    private static final int ROUNDS = 2_000;

    private final Segmenter segmenter = new Segmenter();
    private final Coalescer coalescer = new Coalescer(new Sink());

    @Test
    void cutting_and_joining_frames_allocates_nothing() {
        byte[] bytes = TestFrame.cuttable(PacketBuilder.tcp6().payload(40 * SEGMENT), SEGMENT)
                .bytes();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment frame = arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
            MemorySegment slab = arena.allocate(Tun.MAX_FRAME);
            long allocated = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS && allocated != 0; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < FRAMES; i++) {
                    pass(frame, slab);
                }
                allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            assertEquals(0, allocated);
        }
    }

    private void pass(MemorySegment frame, MemorySegment slab) {
        if (segmenter.reset(frame, 0, (int) frame.byteSize())) {
            long offset = 0;
            for (int i = 0; i < segmenter.count(); i++) {
                int length = segmenter.copy(i, slab, offset);
                coalescer.add(slab, offset, length);
                offset += length;
            }
            coalescer.flush();
        }
    }

    /// Takes everything and keeps nothing.
    private static final class Sink extends RecordingTun {
        @Override
        public int write(MemorySegment iov, int count) {
            return 0;
        }
    }
}
