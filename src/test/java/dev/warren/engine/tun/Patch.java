package dev.warren.engine.tun;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/// A cable between two interfaces: what is read from one is cut, joined again and written to the other, in both
/// directions, as a tunnel without encryption would.
final class Patch implements AutoCloseable {
    private static final int SLAB = 4 * Tun.MAX_FRAME;

    final AtomicLong framesRead = new AtomicLong();
    final AtomicLong invalidFrames = new AtomicLong();
    final AtomicLong packets = new AtomicLong();
    final AtomicLong framesWritten = new AtomicLong();
    final AtomicLong framesRefused = new AtomicLong();

    private final Tun left;
    private final Tun right;
    private final Thread leftToRight;
    private final Thread rightToLeft;

    Patch(Tun left, Tun right) {
        this.left = left;
        this.right = right;
        leftToRight = Thread.ofPlatform().name("left to right").start(() -> carry(left, right));
        rightToLeft = Thread.ofPlatform().name("right to left").start(() -> carry(right, left));
    }

    private void carry(Tun from, Tun to) {
        Segmenter segmenter = new Segmenter();
        Coalescer coalescer = new Coalescer(to);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment frame = arena.allocate(Tun.MAX_FRAME);
            MemorySegment slab = arena.allocate(SLAB);
            do {
                int length;
                while ((length = from.read(frame, 0, Tun.MAX_FRAME)) > 0) {
                    framesRead.incrementAndGet();
                    if (segmenter.reset(frame, 0, length)) {
                        carry(segmenter, coalescer, slab);
                    } else {
                        invalidFrames.incrementAndGet();
                    }
                }
            } while (from.await());
        }
        framesWritten.addAndGet(coalescer.writtenFrames());
        framesRefused.addAndGet(coalescer.refusedFrames());
    }

    private void carry(Segmenter segmenter, Coalescer coalescer, MemorySegment slab) {
        long offset = 0;
        for (int i = 0; i < segmenter.count(); i++) {
            if (offset + segmenter.maxSegmentLength() > SLAB) {
                coalescer.flush();
                offset = 0;
            }
            int length = segmenter.copy(i, slab, offset);
            coalescer.add(slab, offset, length);
            offset += length;
        }
        coalescer.flush();
        packets.addAndGet(segmenter.count());
    }

    /// Closes the interfaces and waits until everything is counted.
    @Override
    public void close() throws InterruptedException {
        left.close();
        right.close();
        leftToRight.join();
        rightToLeft.join();
    }
}
