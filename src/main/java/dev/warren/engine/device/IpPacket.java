package dev.warren.engine.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What the engine has to know of an inner packet: its family, length, addresses and ECN bits (RFC 791, RFC 8200).
///
/// Static functions over a place in memory, because the data path makes no objects.
final class IpPacket {
    static final int IPV4_HEADER = 20;
    static final int IPV6_HEADER = 40;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private IpPacket() {}

    /// The length that the packet says it has; 0 if it is no IPv4 or IPv6 packet, or is longer than `available`
    /// bytes.
    static int length(MemorySegment memory, long offset, int available) {
        if (available < IPV4_HEADER) {
            return 0;
        }
        int length = switch (version(memory, offset)) {
            case 4 -> Short.toUnsignedInt(memory.get(SHORT, offset + 2));
            case 6 -> IPV6_HEADER + Short.toUnsignedInt(memory.get(SHORT, offset + 4));
            default -> 0;
        };
        return length >= IPV4_HEADER && length <= available ? length : 0;
    }

    static int version(MemorySegment memory, long offset) {
        return (memory.get(JAVA_BYTE, offset) & 0xff) >>> 4;
    }

    static boolean isIpv6(MemorySegment memory, long offset) {
        return version(memory, offset) == 6;
    }

    static long sourceHigh(MemorySegment memory, long offset) {
        return isIpv6(memory, offset) ? memory.get(LONG, offset + 8) : (long) memory.get(INT, offset + 12) << 32;
    }

    static long sourceLow(MemorySegment memory, long offset) {
        return isIpv6(memory, offset) ? memory.get(LONG, offset + 16) : 0;
    }

    static long destinationHigh(MemorySegment memory, long offset) {
        return isIpv6(memory, offset) ? memory.get(LONG, offset + 24) : (long) memory.get(INT, offset + 16) << 32;
    }

    static long destinationLow(MemorySegment memory, long offset) {
        return isIpv6(memory, offset) ? memory.get(LONG, offset + 32) : 0;
    }
}
