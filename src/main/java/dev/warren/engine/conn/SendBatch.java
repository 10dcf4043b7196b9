package dev.warren.engine.conn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
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

    static final int MAX_RUNS = 256;

    /// Bits of the traffic class that are congestion notification; the others say what kind of traffic it is.
    private static final int ECN = 3;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment slab;

    private final Run[] runs = new Run[MAX_RUNS];
    private @Nullable SendHeaders headers;

    private int count;
    private int end;
    private int datagrams;
    private boolean open;

    /// @param capacity bytes of the slab, at least 64 KiB
    public SendBatch(int capacity) {
        if (capacity < LARGEST) {
            throw new IllegalArgumentException("a send batch has at least " + LARGEST + " bytes: " + capacity);
        }
        slab = arena.allocate(capacity, 64);
        Arrays.setAll(runs, i -> new Run());
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
        return count == MAX_RUNS ? 0 : (int) slab.byteSize() - end;
    }

    /// Might the next datagram find no room?
    public boolean isFull() {
        return room() < LARGEST;
    }

    public boolean isEmpty() {
        return count == 0;
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
        if (open && runs[count - 1].joins(endpoint, trafficClass, length)) {
            Run run = runs[count - 1];
            run.length += length;
            run.segments++;
            open = length == run.segmentSize;
        } else {
            Run run = runs[count++];
            run.endpoint = endpoint;
            run.trafficClass = trafficClass;
            run.offset = end;
            run.length = length;
            run.segmentSize = length;
            run.segments = 1;
            open = (trafficClass & ~ECN) == 0;
        }
        end += length;
        datagrams++;
    }

    /// Empties the batch.
    public void clear() {
        for (int i = 0; i < count; i++) {
            runs[i].endpoint = null;
        }
        count = 0;
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
        return count;
    }

    public Endpoint endpoint(int run) {
        return Objects.requireNonNull(run(run).endpoint);
    }

    public int trafficClass(int run) {
        return run(run).trafficClass;
    }

    /// Where the run's first datagram begins in the slab.
    public long offset(int run) {
        return run(run).offset;
    }

    /// Bytes of all the run's datagrams.
    public int length(int run) {
        return run(run).length;
    }

    /// Bytes of each datagram of the run but the last, which may be shorter.
    public int segmentSize(int run) {
        return run(run).segmentSize;
    }

    /// How many datagrams the run has.
    public int segments(int run) {
        return run(run).segments;
    }

    /// Frees the slab; the batch is unusable afterwards.
    @Override
    public void close() {
        arena.close();
    }

    /// What the kernel wants to see of the batch, made when a socket sends it first.
    SendHeaders headers() {
        SendHeaders made = headers;
        if (made == null) {
            made = new SendHeaders(arena, slab.address());
            headers = made;
        }
        return made;
    }

    private Run run(int run) {
        return runs[Objects.checkIndex(run, count)];
    }

    /// Datagrams that lie side by side; reused from batch to batch.
    private static final class Run {

        @Nullable Endpoint endpoint;

        int trafficClass;
        int offset;
        int length;
        int segmentSize;
        int segments;

        /// A peer's datagrams share one object; comparing addresses would cost more than a run that is missed.
        @SuppressWarnings("ReferenceEquality")
        boolean joins(Endpoint to, int trafficClass, int length) {
            return endpoint == to
                    && this.trafficClass == trafficClass
                    && length <= segmentSize
                    && segments < MAX_SEGMENTS
                    && this.length + length <= MAX_RUN;
        }
    }
}
