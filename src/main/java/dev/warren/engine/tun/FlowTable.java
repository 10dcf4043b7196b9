package dev.warren.engine.tun;

import java.util.Arrays;

/// The frame begun last for each flow of a batch: a bounded hash table that is emptied in no time.
///
/// Only that frame may be continued. Anything else of the same flow begins a new one, and frames are written in the
/// order in which they were begun, so packets of one flow can't overtake one another. When there are too many flows
/// for the table, those that find no room are not joined at all, which keeps them in order too: nothing ever leaves
/// the table but everything at once.
final class FlowTable {
    /// There is no room for this flow.
    static final int FULL = -1;
    /// There is no frame of this flow yet.
    static final int NONE = -1;

    private static final int SLOTS = 512;
    private static final int PROBES = 8;

    private final int[] hashes = new int[SLOTS];
    private final int[] frames = new int[SLOTS];
    private final int[] generations = new int[SLOTS];
    private int generation = 1;

    /// The slot of the packet's flow, or a free one to [#put] it in, or [#FULL].
    int find(InnerPacket packet, int hash, Frames batch) {
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = hash + probe & SLOTS - 1;
            boolean free = generations[slot] != generation;
            if (free || hashes[slot] == hash && packet.isSameFlow(batch.offset(frames[slot]))) {
                return slot;
            }
        }
        return FULL;
    }

    /// The frame begun last for the flow of a slot, or [#NONE].
    int frame(int slot) {
        return generations[slot] == generation ? frames[slot] : NONE;
    }

    void put(int slot, int hash, int frame) {
        hashes[slot] = hash;
        frames[slot] = frame;
        generations[slot] = generation;
    }

    void clear() {
        generation++;
        if (generation == 0) {
            // After 2³² batches the oldest stamps would come round again.
            Arrays.fill(generations, 0);
            generation = 1;
        }
    }
}
