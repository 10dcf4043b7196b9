package dev.warren.engine.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `struct virtio_net_hdr`: what precedes every frame of a TUN with `IFF_VNET_HDR` and says how it is to be cut and
/// where a checksum is still missing. Native byte order (`linux/virtio_net.h`; virtio specification 1.2, section
/// 5.1.6).
public final class VirtioNetHeader {

    public static final int SIZE = 10;
    public static final long FLAGS = 0;
    public static final long GSO_TYPE = 1;
    public static final long HEADER_LENGTH = 2;
    public static final long GSO_SIZE = 4;
    public static final long CHECKSUM_START = 6;
    public static final long CHECKSUM_OFFSET = 8;

    /// Flag: the sum from the checksum start to the end belongs at the checksum offset from there, where the pseudo
    /// header's sum is now.
    public static final int NEEDS_CSUM = 1;

    public static final int DATA_VALID = 2;

    /// A packet as it is.
    public static final int GSO_NONE = 0;

    /// TCP over IPv4, to be cut every `gso_size` bytes of payload.
    public static final int GSO_TCPV4 = 1;

    /// UDP to be cut into IP fragments, which nobody asks for any more.
    public static final int GSO_UDP = 3;

    /// TCP over IPv6, to be cut every `gso_size` bytes of payload.
    public static final int GSO_TCPV6 = 4;

    /// UDP over IPv4 or IPv6, to be cut into datagrams of `gso_size` bytes of payload (Linux 6.2).
    public static final int GSO_UDP_L4 = 5;

    /// May be added to a TCP type: only the first segment has CWR (RFC 3168).
    public static final int GSO_ECN = 0x80;

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED;

    private VirtioNetHeader() {}

    public static int flags(MemorySegment frame, long offset) {
        return frame.get(JAVA_BYTE, offset + FLAGS);
    }

    public static int gsoType(MemorySegment frame, long offset) {
        return Byte.toUnsignedInt(frame.get(JAVA_BYTE, offset + GSO_TYPE));
    }

    public static int gsoSize(MemorySegment frame, long offset) {
        return Short.toUnsignedInt(frame.get(U16, offset + GSO_SIZE));
    }

    public static int checksumStart(MemorySegment frame, long offset) {
        return Short.toUnsignedInt(frame.get(U16, offset + CHECKSUM_START));
    }

    public static int checksumOffset(MemorySegment frame, long offset) {
        return Short.toUnsignedInt(frame.get(U16, offset + CHECKSUM_OFFSET));
    }

    /// Writes a frame's kind: how to cut it, and how much of it the kernel should keep in one piece.
    public static void putGso(MemorySegment frame, long offset, int gsoType, int headerLength, int gsoSize) {
        frame.set(JAVA_BYTE, offset + GSO_TYPE, (byte) gsoType);
        frame.set(U16, offset + HEADER_LENGTH, (short) headerLength);
        frame.set(U16, offset + GSO_SIZE, (short) gsoSize);
    }

    /// Says that the checksum is still missing, and where.
    public static void putMissingChecksum(MemorySegment frame, long offset, int start, int checksumOffset) {
        frame.set(JAVA_BYTE, offset + FLAGS, (byte) NEEDS_CSUM);
        frame.set(U16, offset + CHECKSUM_START, (short) start);
        frame.set(U16, offset + CHECKSUM_OFFSET, (short) checksumOffset);
    }
}
