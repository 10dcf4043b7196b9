package dev.warren.engine.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Where the fields of IP, TCP and UDP headers are (RFC 791, RFC 8200, RFC 9293, RFC 768), and how to read and write
/// them.
final class IpHeader {
    static final int V4_BYTES = 20;
    static final int V4_TRAFFIC_CLASS = 1;
    static final int V4_TOTAL_LENGTH = 2;
    static final int V4_ID = 4;
    static final int V4_FRAGMENT = 6;
    static final int V4_TTL = 8;
    static final int V4_PROTOCOL = 9;
    static final int V4_CHECKSUM = 10;
    static final int V4_SOURCE = 12;
    static final int V4_DESTINATION = 16;

    /// "Don't fragment" in the fragment word: the packet is atomic, its id means nothing (RFC 6864 section 4).
    static final int V4_DONT_FRAGMENT = 0x4000;
    /// "More fragments" and the fragment offset in the fragment word: not zero in a fragment.
    static final int V4_IS_FRAGMENT = 0x3fff;

    static final int V6_BYTES = 40;
    static final int V6_PAYLOAD_LENGTH = 4;
    static final int V6_NEXT_HEADER = 6;
    static final int V6_SOURCE = 8;
    static final int V6_DESTINATION = 24;

    static final int TCP = 6;
    static final int TCP_BYTES = 20;
    static final int TCP_SEQUENCE = 4;
    static final int TCP_ACKNOWLEDGMENT = 8;
    static final int TCP_DATA_OFFSET = 12;
    static final int TCP_FLAGS = 13;
    static final int TCP_WINDOW = 14;
    static final int TCP_CHECKSUM = 16;
    static final int TCP_URGENT = 18;
    static final int TCP_FIN = 0x01;
    static final int TCP_PSH = 0x08;
    static final int TCP_ACK = 0x10;
    static final int TCP_CWR = 0x80;

    static final int UDP = 17;
    static final int UDP_BYTES = 8;
    static final int UDP_DESTINATION_PORT = 2;
    static final int UDP_LENGTH = 4;
    static final int UDP_CHECKSUM = 6;

    private static final ValueLayout.OfShort BE16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BE32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BE64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private IpHeader() {}

    static int u8(MemorySegment packet, long offset) {
        return packet.get(JAVA_BYTE, offset) & 0xff;
    }

    static int u16(MemorySegment packet, long offset) {
        return packet.get(BE16, offset) & 0xffff;
    }

    static int i32(MemorySegment packet, long offset) {
        return packet.get(BE32, offset);
    }

    static long i64(MemorySegment packet, long offset) {
        return packet.get(BE64, offset);
    }

    static void put8(MemorySegment packet, long offset, int value) {
        packet.set(JAVA_BYTE, offset, (byte) value);
    }

    static void put16(MemorySegment packet, long offset, int value) {
        packet.set(BE16, offset, (short) value);
    }

    static void put32(MemorySegment packet, long offset, int value) {
        packet.set(BE32, offset, value);
    }
}
