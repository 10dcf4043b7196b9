package dev.warren.engine.conn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Datagrams on their way out, written side by side into one slab of native memory and grouped into *runs*.
///
/// A run is what the kernel gets as one message: datagrams of one size to one endpoint, of which the last may be
/// shorter. One thread fills and sends a batch; nobody else touches it.
public final class SendBatch implements AutoCloseable {

    /// Most datagrams in a run: what every kernel since 4.18 takes.
    public static final int MAX_SEGMENTS = 64;

    /// Most bytes in a run: with headers added it must stay below the kernel's 64 KiB, or it is cut in software.
    public static final int MAX_RUN = 65_000;

    /// Room that [#isFull] keeps for one more datagram: any UDP payload.
    private static final int LARGEST = 65_536;

    private static final int MAX_RUNS = 256;

    /// Bits of the traffic class that are congestion notification; the others say what kind of traffic it is.
    private static final int ECN = 3;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment slab;

    private final @Nullable Endpoint[] endpoints = new Endpoint[MAX_RUNS];
    private final int[] offsets = new int[MAX_RUNS];
    private final int[] lengths = new int[MAX_RUNS];
    private final int[] segmentSizes = new int[MAX_RUNS];
    private final int[] segments = new int[MAX_RUNS];
    private final int[] classes = new int[MAX_RUNS];

    private int runs;
    private int end;
    private int datagrams;
    private boolean open;

    /// @param capacity bytes of the slab, at least 64 KiB
    public SendBatch(int capacity) {
        if (capacity < LARGEST) {
            throw new IllegalArgumentException("a send batch has at least " + LARGEST + " bytes: " + capacity);
        }
        slab = arena.allocate(capacity, 64);
    }

    /// Where datagrams are written, at [#offset].
    public MemorySegment slab() {
        return slab;
    }

    /// Where the next datagram begins.
    public long offset() {
        return end;
    }

    /// How many bytes the next datagram may have.
    public int room() {
        return runs == MAX_RUNS ? 0 : (int) slab.byteSize() - end;
    }

    /// Might the next datagram find no room?
    public boolean isFull() {
        return room() < LARGEST;
    }

    public boolean isEmpty() {
        return runs == 0;
    }

    /// Takes the datagram just written at [#offset] into the batch.
    ///
    /// It joins the run before it when endpoint, traffic class and size allow. Only traffic without a DSCP does:
    /// handshake messages travel alone.
    ///
    /// @param trafficClass DSCP and ECN, the IPv4 TOS or IPv6 traffic class byte
    /// @param length bytes, 1 … [#room]
    public void add(Endpoint endpoint, int trafficClass, int length) {
        if (length < 1 || length > room()) {
            throw new IllegalArgumentException("a datagram of 1 to " + room() + " bytes: " + length);
        }
        int last = runs - 1;
        if (open
                && endpoints[last] == endpoint
                && classes[last] == trafficClass
                && length <= segmentSizes[last]
                && segments[last] < MAX_SEGMENTS
                && lengths[last] + length <= MAX_RUN) {
            lengths[last] += length;
            segments[last]++;
            open = length == segmentSizes[last];
        } else {
            endpoints[runs] = endpoint;
            offsets[runs] = end;
            lengths[runs] = length;
            segmentSizes[runs] = length;
            segments[runs] = 1;
            classes[runs] = trafficClass;
            runs++;
            open = (trafficClass & ~ECN) == 0;
        }
        end += length;
        datagrams++;
    }

    /// Empties the batch.
    public void clear() {
        Arrays.fill(endpoints, 0, runs, null);
        runs = 0;
        end = 0;
        datagrams = 0;
        open = false;
    }

    /// How many datagrams the batch holds.
    public int datagrams() {
        return datagrams;
    }

    /// How many runs the batch holds.
    public int runs() {
        return runs;
    }

    public Endpoint endpoint(int run) {
        Endpoint endpoint = endpoints[checked(run)];
        assert endpoint != null;
        return endpoint;
    }

    public int trafficClass(int run) {
        return classes[checked(run)];
    }

    /// Where the run's first datagram begins in the slab.
    public long offset(int run) {
        return offsets[checked(run)];
    }

    /// Bytes of all the run's datagrams.
    public int length(int run) {
        return lengths[checked(run)];
    }

    /// Bytes of each datagram of the run but the last, which may be shorter.
    public int segmentSize(int run) {
        return segmentSizes[checked(run)];
    }

    /// How many datagrams the run has.
    public int segments(int run) {
        return segments[checked(run)];
    }

    /// Frees the slab; the batch is unusable afterwards.
    @Override
    public void close() {
        arena.close();
    }

    private int checked(int run) {
        if (run < 0 || run >= runs) {
            throw new IndexOutOfBoundsException("run " + run + " of " + runs);
        }
        return run;
    }
}
