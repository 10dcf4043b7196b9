package dev.warren.engine.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `struct virtio_net_hdr`: what precedes every frame and says how it is to be cut and where a checksum is still missing.
/// Ten bytes in native byte order (`linux/virtio_net.h`; virtio specification 1.2, section 5.1.6).
public final class VirtioHeader {
    /// Length of the header.
    public static final int BYTES = 10;

    /// Flag: the sum from [#checksumStart] to the end belongs at [#checksumOffset] from there, where the pseudo header's is.
    public static final int NEEDS_CSUM = 1;

    /// A packet as it is.
    public static final int GSO_NONE = 0;
    /// TCP over IPv4, to be cut every [#segmentSize] bytes of payload.
    public static final int GSO_TCPV4 = 1;
    /// TCP over IPv6, likewise.
    public static final int GSO_TCPV6 = 4;
    /// UDP datagrams over IPv4 or IPv6, likewise (Linux 6.2).
    public static final int GSO_UDP_L4 = 5;
    /// May be added to a TCP type: the first segment alone carries CWR (RFC 3168).
    public static final int GSO_ECN = 0x80;

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED;

    private static final long FLAGS = 0;
    private static final long GSO_TYPE = 1;
    private static final long HEADER_LENGTH = 2;
    private static final long SEGMENT_SIZE = 4;
    private static final long CHECKSUM_START = 6;
    private static final long CHECKSUM_OFFSET = 8;

    private VirtioHeader() {}

    static int flags(MemorySegment frame, long offset) {
        return frame.get(JAVA_BYTE, offset + FLAGS);
    }

    static int gsoType(MemorySegment frame, long offset) {
        return frame.get(JAVA_BYTE, offset + GSO_TYPE) & 0xff;
    }

    static int segmentSize(MemorySegment frame, long offset) {
        return Short.toUnsignedInt(frame.get(U16, offset + SEGMENT_SIZE));
    }

    static int checksumStart(MemorySegment frame, long offset) {
        return Short.toUnsignedInt(frame.get(U16, offset + CHECKSUM_START));
    }

    static int checksumOffset(MemorySegment frame, long offset) {
        return Short.toUnsignedInt(frame.get(U16, offset + CHECKSUM_OFFSET));
    }

    /// Writes a whole header. The header length is a hint to the kernel about how much to keep in one piece.
    public static void put(
            MemorySegment frame,
            long offset,
            int flags,
            int gsoType,
            int headerLength,
            int segmentSize,
            int checksumStart,
            int checksumOffset) {
        frame.set(JAVA_BYTE, offset + FLAGS, (byte) flags);
        frame.set(JAVA_BYTE, offset + GSO_TYPE, (byte) gsoType);
        frame.set(U16, offset + HEADER_LENGTH, (short) headerLength);
        frame.set(U16, offset + SEGMENT_SIZE, (short) segmentSize);
        frame.set(U16, offset + CHECKSUM_START, (short) checksumStart);
        frame.set(U16, offset + CHECKSUM_OFFSET, (short) checksumOffset);
    }
}
