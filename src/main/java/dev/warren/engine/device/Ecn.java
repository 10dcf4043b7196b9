package dev.warren.engine.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Explicit congestion notification through the tunnel (RFC 6040).
final class Ecn {
    static final int NOT_ECT = 0;
    static final int ECT_1 = 1;
    static final int ECT_0 = 2;
    static final int CE = 3;
    static final int MASK = 3;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Ecn() {}

    /// The two ECN bits of an inner packet, which the outer one takes over.
    static int of(MemorySegment memory, long offset) {
        int first = memory.get(JAVA_BYTE, offset) & 0xff;
        int second = memory.get(JAVA_BYTE, offset + 1) & 0xff;
        return first >>> 4 == 6 ? second >>> 4 & 3 : second & 3;
    }

    /// Hands what the outer packet was marked with on to the inner one (RFC 6040 §4.2): congestion, or the slighter
    /// mark ECT(1) to a packet that was sent as ECT(0).
    ///
    /// @return false if the packet has to be dropped: it is marked, and its sender would not understand the mark
    static boolean decapsulate(int outer, MemorySegment memory, long offset) {
        if (outer == NOT_ECT || outer == ECT_0) {
            return true;
        }
        int inner = of(memory, offset);
        if (inner == NOT_ECT) {
            return outer != CE;
        }
        if (inner != CE && (outer == CE || inner == ECT_0)) {
            mark(memory, offset, inner, outer);
        }
        return true;
    }

    private static void mark(MemorySegment memory, long offset, int before, int after) {
        int flipped = before ^ after;
        if (IpPacket.isIpv6(memory, offset)) {
            memory.set(JAVA_BYTE, offset + 1, (byte) (memory.get(JAVA_BYTE, offset + 1) ^ flipped << 4));
            return;
        }
        memory.set(JAVA_BYTE, offset + 1, (byte) (memory.get(JAVA_BYTE, offset + 1) ^ flipped));
        // RFC 1624: the ones' complement sum grows by what the header word grew by, so the checksum shrinks by it.
        int checksum = Short.toUnsignedInt(memory.get(SHORT, offset + 10));
        memory.set(SHORT, offset + 10, (short) Math.floorMod(checksum - (after - before), 0xffff));
    }
}
