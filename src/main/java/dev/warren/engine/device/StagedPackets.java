package dev.warren.engine.device;

import dev.warren.engine.noise.Protocol;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The packets of one peer that wait for its handshake: at most 128, and in all peers together not more than a budget
/// of bytes.
///
/// Frames are kept as the TUN device gave them. When there are too many, the oldest go. Not thread-safe but for
/// [#isEmpty()]: the peer's staging lock guards it.
final class StagedPackets {
    static final int MAX_BYTES = 1 << 20;

    private final AtomicLong budget;
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>(4);
    private int bytes;
    private volatile boolean empty = true;

    /// @param budget bytes left for all peers of a device
    StagedPackets(AtomicLong budget) {
        this.budget = budget;
    }

    /// Keeps a copy of a frame.
    ///
    /// @return how many frames were dropped for it, or instead of it
    int add(MemorySegment memory, long offset, int length) {
        int dropped = 0;
        while (!frames.isEmpty() && (frames.size() >= Protocol.MAX_STAGED_PACKETS || bytes + length > MAX_BYTES)) {
            poll();
            dropped++;
        }
        while (budget.addAndGet(-length) < 0) {
            budget.addAndGet(length);
            if (poll() == null) {
                settle();
                return dropped + 1;
            }
            dropped++;
        }
        byte[] frame = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, frame, 0, length);
        frames.add(frame);
        bytes += length;
        empty = false;
        return dropped;
    }

    /// Takes the oldest frame, or null. The packets aren't [empty][#isEmpty()] before [#settle], so that nothing
    /// newer is sent while a frame is taken but not sent yet.
    byte @Nullable [] poll() {
        byte[] frame = frames.poll();
        if (frame != null) {
            bytes -= frame.length;
            budget.addAndGet(frame.length);
        }
        return frame;
    }

    /// What was taken has been sent.
    void settle() {
        empty = frames.isEmpty();
    }

    /// @return how many there were
    int clear() {
        int count = frames.size();
        while (poll() != null) {}
        settle();
        return count;
    }

    boolean isEmpty() {
        return empty;
    }
}
