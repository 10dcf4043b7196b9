package dev.warren.engine.device;

import dev.warren.engine.noise.Protocol;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Where the fields of a data message lie (whitepaper §5.4.6): type and reserved zeros 4 bytes, receiver 4, counter 8,
/// then the sealed packet with its tag.
final class TransportMessage {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private TransportMessage() {}

    static void writeHeader(MemorySegment memory, long offset, int receiver, long counter) {
        memory.set(INT, offset, Protocol.TRANSPORT);
        memory.set(INT, offset + 4, receiver);
        memory.set(LONG, offset + 8, counter);
    }

    static int type(MemorySegment memory, long offset) {
        return memory.get(INT, offset);
    }

    static int receiver(MemorySegment memory, long offset) {
        return memory.get(INT, offset + 4);
    }

    static long counter(MemorySegment memory, long offset) {
        return memory.get(LONG, offset + 8);
    }

    /// How many zeros follow a packet of `length` bytes: up to the next multiple of 16, but not beyond the MTU. Of
    /// a packet longer than the MTU, the part after the last whole MTU counts (Linux, `calculate_skb_padding`).
    ///
    /// @param mtu 0 if it isn't known
    static int padding(int length, int mtu) {
        if (mtu == 0) {
            return -length & Protocol.PADDING_MULTIPLE - 1;
        }
        int last = length > mtu ? length % mtu : length;
        int padded = Math.min(last + Protocol.PADDING_MULTIPLE - 1 & -Protocol.PADDING_MULTIPLE, mtu);
        return padded - last;
    }
}
