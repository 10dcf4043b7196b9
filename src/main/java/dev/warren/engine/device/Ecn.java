package dev.warren.engine.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Explicit congestion notification through the tunnel (RFC 6040).
final class Ecn {
    static final int NOT_ECT = 0;
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

    /// Hands a congestion mark of the outer packet on to the inner one.
    ///
    /// @return false if the packet has to be dropped: it is marked, and its sender would not understand the mark
    static boolean decapsulate(int outer, MemorySegment memory, long offset) {
        if (outer != CE) {
            return true;
        }
        int inner = of(memory, offset);
        if (inner == NOT_ECT) {
            return false;
        }
        if (inner != CE) {
            mark(memory, offset, inner);
        }
        return true;
    }

    private static void mark(MemorySegment memory, long offset, int inner) {
        if (IpPacket.isIpv6(memory, offset)) {
            memory.set(JAVA_BYTE, offset + 1, (byte) (memory.get(JAVA_BYTE, offset + 1) | CE << 4));
            return;
        }
        memory.set(JAVA_BYTE, offset + 1, (byte) (memory.get(JAVA_BYTE, offset + 1) | CE));
        // RFC 1624: the one's complement sum grows by what the header word grew by, so the checksum shrinks by it.
        int checksum = Short.toUnsignedInt(memory.get(SHORT, offset + 10));
        int updated = checksum - (CE - inner);
        if (updated <= 0) {
            updated += 0xffff;
        }
        memory.set(SHORT, offset + 10, (short) updated);
    }
}
