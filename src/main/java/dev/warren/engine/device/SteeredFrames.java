package dev.warren.engine.device;

import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Frames on their way from the one thread that reads the TUN device to one that encrypts, in order.
///
/// A ring with one writer and one reader. Each of its places has a buffer, which changes hands instead of being copied.
/// Both sides publish what they did by a volatile number that they alone write, and look at the other's after saying
/// that they wait; so at least one of the two sees the other, and nobody sleeps while there is something to do.
final class SteeredFrames {
    /// A power of two.
    private static final int PLACES = 64;

    /// Bytes that may wait: some tenths of a millisecond.
    private static final int MAX_BYTES = 1 << 18;

    private final MemorySegment[] buffers = new MemorySegment[PLACES];
    private final int[] lengths = new int[PLACES];

    // Of the writing thread.
    private volatile long written;
    private long bytesWritten;
    private volatile @Nullable Thread writer;

    // Of the reading thread.
    private volatile long read;
    private volatile long bytesRead;
    private volatile long worked;
    private volatile @Nullable Thread reader;

    private volatile boolean ended;

    SteeredFrames(Arena arena) {
        for (int i = 0; i < PLACES; i++) {
            buffers[i] = arena.allocate(Tun.MAX_FRAME, 64);
        }
    }

    /// Adds a frame; waits while there is no room.
    ///
    /// @return a buffer that is free in exchange
    MemorySegment put(MemorySegment frame, int length) {
        if (isFull()) {
            writer = Thread.currentThread();
            while (isFull() && !ended) {
                LockSupport.park(this);
            }
            writer = null;
        }
        if (ended) {
            return frame;
        }
        int place = place(written);
        MemorySegment free = buffers[place];
        buffers[place] = frame;
        lengths[place] = length;
        bytesWritten += length;
        written = written + 1;
        LockSupport.unpark(reader);
        return free;
    }

    private static int place(long number) {
        return (int) number & PLACES - 1;
    }

    private boolean isFull() {
        return written - read == PLACES || bytesWritten - bytesRead >= MAX_BYTES;
    }

    /// Waits for frames; everything that was taken before has been sent.
    ///
    /// @return false when there will be none any more
    boolean await() {
        reader = Thread.currentThread();
        while (written == read && !ended) {
            LockSupport.park(this);
        }
        reader = null;
        return !ended;
    }

    /// Length of the first frame, 0 if there is none.
    int length() {
        return written == read ? 0 : lengths[place(read)];
    }

    /// The first frame, which stays where it is until [#remove].
    MemorySegment first() {
        return buffers[place(read)];
    }

    void remove() {
        bytesRead = bytesRead + length();
        read = read + 1;
        LockSupport.unpark(writer);
    }

    /// The reading thread has spent so many nanoseconds on frames.
    void worked(long nanos) {
        worked = worked + nanos;
    }

    long worked() {
        return worked;
    }

    /// True when no frame waits and the reading thread has come back for more, or won't; for the writing thread.
    boolean isSettled() {
        // In this order: who has taken the last frame waits again only after it has sent it.
        return ended || written == read && reader != null;
    }

    void end() {
        ended = true;
        LockSupport.unpark(reader);
        LockSupport.unpark(writer);
    }
}
