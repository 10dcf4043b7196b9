package dev.warren.engine.conn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Messages that have arrived, each in a slot of one slab of native memory.
///
/// A message is one datagram, or several of one sender that the kernel joined: each [#segmentSize] long but the last,
/// which may be shorter. One thread fills and reads a batch; nobody else touches it.
public final class ReceiveBatch implements AutoCloseable {

    /// Bytes of a slot: more than any UDP payload, and than any run that the kernel joins.
    public static final int SLOT = 65_536;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment slab;

    private final Message[] messages;
    private @Nullable ReceiveHeaders headers;

    private int count;

    /// @param slots how many messages one call brings at most; each takes [#SLOT] bytes
    public ReceiveBatch(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("a receive batch has at least one slot: " + slots);
        }
        slab = arena.allocate((long) slots * SLOT, 64);
        messages = new Message[slots];
        Arrays.setAll(messages, i -> new Message());
    }

    /// What the messages lie in, to be opened in place.
    public MemorySegment slab() {
        return slab;
    }

    /// Most messages that fit.
    public int capacity() {
        return messages.length;
    }

    /// How many messages there are.
    public int count() {
        return count;
    }

    /// Where the message begins in the slab.
    public long offset(int message) {
        return (long) message(message).slot * SLOT;
    }

    /// Bytes of all the message's datagrams.
    public int length(int message) {
        return message(message).length;
    }

    /// Bytes of each of the message's datagrams but the last; the message's length when there is one.
    public int segmentSize(int message) {
        return message(message).segmentSize;
    }

    /// The two congestion bits of the outer header, 0 … 3.
    public int ecn(int message) {
        return message(message).trafficClass & 3;
    }

    /// Did the message come from there, to the local address that the endpoint has as its source?
    ///
    /// If so, the endpoint can stay as it is.
    public boolean from(int message, Endpoint endpoint) {
        return message(message).from(endpoint);
    }

    /// Where the message came from, with the local address it came to as the source.
    public Endpoint endpoint(int message) {
        return message(message).endpoint();
    }

    /// Empties the batch.
    public void clear() {
        count = 0;
    }

    /// Adds a copy of a message; for binds that are not sockets.
    ///
    /// @throws IllegalArgumentException when the batch is full or the message longer than a slot
    public void add(Endpoint from, int trafficClass, MemorySegment message, int segmentSize) {
        if (count == messages.length || message.byteSize() > SLOT) {
            throw new IllegalArgumentException("no slot for a message of " + message.byteSize() + " bytes");
        }
        int slot = count++;
        messages[slot].set(slot, from, trafficClass, (int) message.byteSize(), segmentSize);
        MemorySegment.copy(message, 0, slab, offset(slot), message.byteSize());
    }

    /// Frees the slab; the batch is unusable afterwards.
    @Override
    public void close() {
        arena.close();
    }

    /// What the kernel fills in, made when a socket receives first.
    ReceiveHeaders headers() {
        ReceiveHeaders made = headers;
        if (made == null) {
            made = new ReceiveHeaders(arena, slab.address(), messages.length);
            headers = made;
        }
        return made;
    }

    /// Takes over what the kernel put into the first `slots` slots.
    ///
    /// @return how many of them were truncated and are left out
    int accept(int slots) {
        ReceiveHeaders filled = headers();
        count = 0;
        for (int slot = 0; slot < slots; slot++) {
            if (filled.read(slot, messages[count])) {
                count++;
            }
        }
        return slots - count;
    }

    private Message message(int message) {
        return messages[Objects.checkIndex(message, count)];
    }
}
