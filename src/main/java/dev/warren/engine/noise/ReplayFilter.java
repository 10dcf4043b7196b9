package dev.warren.engine.noise;

/// Which counters have been received (whitepaper §5.4.6): each is accepted once, up to [Protocol#REPLAY_WINDOW] behind
/// the newest.
///
/// The method of RFC 6479: a ring of bit blocks, so that a step forward zeroes whole words and never shifts. Counters
/// are unsigned.
public final class ReplayFilter {
    private static final int BLOCK_SHIFT = 6;
    private static final int BLOCKS = Protocol.REPLAY_WINDOW / Long.SIZE + 1;
    private static final int BLOCK_MASK = BLOCKS - 1;

    private final long[] ring = new long[BLOCKS];
    private long newest;

    /// True if the counter could be accepted. Changes nothing: a cheap check before decryption.
    public boolean fresh(long counter) {
        if (Long.compareUnsigned(counter, Protocol.REJECT_AFTER_MESSAGES) >= 0) {
            return false;
        }
        if (Long.compareUnsigned(counter, newest) > 0) {
            return true;
        }
        return Long.compareUnsigned(newest - counter, Protocol.REPLAY_WINDOW) <= 0
                && (ring[slot(counter)] & bit(counter)) == 0;
    }

    /// Accepts the counter of an authentic message, if it is [#fresh].
    public boolean accept(long counter) {
        if (!fresh(counter)) {
            return false;
        }
        if (Long.compareUnsigned(counter, newest) > 0) {
            advance(counter);
        }
        ring[slot(counter)] |= bit(counter);
        return true;
    }

    private void advance(long counter) {
        long from = newest >>> BLOCK_SHIFT;
        long steps = Math.min((counter >>> BLOCK_SHIFT) - from, BLOCKS);
        for (long step = 1; step <= steps; step++) {
            ring[(int) (from + step) & BLOCK_MASK] = 0;
        }
        newest = counter;
    }

    private static int slot(long counter) {
        return (int) (counter >>> BLOCK_SHIFT) & BLOCK_MASK;
    }

    private static long bit(long counter) {
        return 1L << counter;
    }
}
