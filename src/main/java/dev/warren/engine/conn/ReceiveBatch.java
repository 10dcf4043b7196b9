package dev.warren.engine.conn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Messages that have arrived, each in a slot of one slab of native memory.
///
/// A message is one datagram, or several of one sender that the kernel joined: each [#segmentSize] long but the last,
/// which may be shorter. One thread fills and reads a batch; nobody else touches it.
public final class ReceiveBatch implements AutoCloseable {

    /// Bytes of a slot: more than any UDP payload, and than any run that the kernel joins.
    public static final int SLOT = 65_536;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment slab;

    private final int[] slots;
    private final int[] lengths;
    private final int[] segmentSizes;
    private final int[] classes;
    private final boolean[] v6;
    private final long[] high;
    private final long[] low;
    private final int[] ports;
    private final int[] scopes;
    private final long[] sourceHigh;
    private final long[] sourceLow;
    private final int[] sourceInterfaces;

    private int count;

    /// @param slots how many messages one call brings at most; each takes [#SLOT] bytes
    public ReceiveBatch(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("a receive batch has at least one slot: " + slots);
        }
        slab = arena.allocate((long) slots * SLOT, 64);
        this.slots = new int[slots];
        lengths = new int[slots];
        segmentSizes = new int[slots];
        classes = new int[slots];
        v6 = new boolean[slots];
        high = new long[slots];
        low = new long[slots];
        ports = new int[slots];
        scopes = new int[slots];
        sourceHigh = new long[slots];
        sourceLow = new long[slots];
        sourceInterfaces = new int[slots];
    }

    /// What the messages lie in, to be opened in place.
    public MemorySegment slab() {
        return slab;
    }

    /// Most messages that fit.
    public int capacity() {
        return slots.length;
    }

    /// How many messages there are.
    public int count() {
        return count;
    }

    /// Where the message begins in the slab.
    public long offset(int message) {
        return (long) slots[checked(message)] * SLOT;
    }

    /// Bytes of all the message's datagrams.
    public int length(int message) {
        return lengths[checked(message)];
    }

    /// Bytes of each of the message's datagrams but the last; the message's length when there is one.
    public int segmentSize(int message) {
        return segmentSizes[checked(message)];
    }

    /// The two congestion bits of the outer header, 0 … 3.
    public int ecn(int message) {
        return classes[checked(message)] & 3;
    }

    /// Did the message come from there, to the local address that the endpoint has as its source?
    ///
    /// If so, the endpoint can stay as it is.
    public boolean from(int message, Endpoint endpoint) {
        int i = checked(message);
        return low[i] == endpoint.low
                && ports[i] == endpoint.port
                && high[i] == endpoint.high
                && v6[i] == endpoint.v6
                && scopes[i] == endpoint.scope
                && sourceLow[i] == endpoint.sourceLow
                && sourceInterfaces[i] == endpoint.sourceInterface
                && sourceHigh[i] == endpoint.sourceHigh;
    }

    /// Where the message came from, with the local address it came to as the source.
    public Endpoint endpoint(int message) {
        int i = checked(message);
        return new Endpoint(
                v6[i], high[i], low[i], ports[i], scopes[i], sourceHigh[i], sourceLow[i], sourceInterfaces[i]);
    }

    /// Empties the batch.
    public void clear() {
        count = 0;
    }

    /// Adds a copy of a message; for binds that are not sockets.
    ///
    /// @throws IllegalArgumentException when the batch is full or the message longer than a slot
    public void add(Endpoint from, int trafficClass, MemorySegment message, int segmentSize) {
        if (count == slots.length || message.byteSize() > SLOT) {
            throw new IllegalArgumentException("no slot for a message of " + message.byteSize() + " bytes");
        }
        int i = count++;
        slots[i] = i;
        lengths[i] = (int) message.byteSize();
        segmentSizes[i] = segmentSize;
        classes[i] = trafficClass;
        v6[i] = from.v6;
        high[i] = from.high;
        low[i] = from.low;
        ports[i] = from.port;
        scopes[i] = from.scope;
        sourceHigh[i] = from.sourceHigh;
        sourceLow[i] = from.sourceLow;
        sourceInterfaces[i] = from.sourceInterface;
        MemorySegment.copy(message, 0, slab, offset(i), message.byteSize());
    }

    /// Frees the slab; the batch is unusable afterwards.
    @Override
    public void close() {
        arena.close();
    }

    private int checked(int message) {
        if (message < 0 || message >= count) {
            throw new IndexOutOfBoundsException("message " + message + " of " + count);
        }
        return message;
    }
}
