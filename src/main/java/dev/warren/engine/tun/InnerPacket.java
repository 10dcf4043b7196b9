package dev.warren.engine.tun;

import static dev.warren.engine.tun.IpHeader.i32;
import static dev.warren.engine.tun.IpHeader.i64;
import static dev.warren.engine.tun.IpHeader.u16;
import static dev.warren.engine.tun.IpHeader.u8;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// What the [Coalescer] needs to know of one IP packet; a window that is moved from packet to packet, so that none is
/// allocated.
final class InnerPacket {
    /// Which other packets must stay in order with this one.
    enum Flow {
        /// Those of the same addresses and ports.
        TCP,
        /// Those of the same addresses and ports.
        UDP,
        /// No TCP or UDP packet.
        OTHER,
        /// Perhaps any: it is a fragment, is malformed or has headers that are not looked into.
        UNKNOWN
    }

    /// In the first eight bytes of IPv4 headers: version and header length, traffic class; flags and fragment
    /// offset.
    private static final long V4_ALIKE = 0xffff_0000_0000_ffffL;
    /// In the eight bytes after that: time to live and protocol; source address.
    private static final long V4_ALIKE_FROM_8 = 0xffff_0000_ffff_ffffL;
    /// In the first eight bytes of IPv6 headers: version, traffic class and flow label; next header and hop limit.
    private static final long V6_ALIKE = 0xffff_ffff_0000_ffffL;
    /// In the last eight bytes of TCP headers: data offset, all flags but PSH, window; urgent pointer.
    private static final long TCP_ALIKE_FROM_12 = 0xfff7_ffff_0000_ffffL;

    private MemorySegment slab = MemorySegment.NULL;
    long offset;
    int length;
    boolean ipv6;
    Flow flow = Flow.UNKNOWN;
    /// Whether it may share a frame with others at all. The fields below are set if so.
    boolean joinable;
    /// Length of the IP header.
    int transport;
    /// Length of the IP and transport headers.
    int headerLength;
    int payload;

    void moveTo(MemorySegment slab, long offset, int length) {
        this.slab = slab;
        this.offset = offset;
        this.length = length;
        joinable = false;
        flow = length < IpHeader.V4_BYTES ? Flow.UNKNOWN : parseNetwork();
    }

    private Flow parseNetwork() {
        int version = u8(slab, offset);
        ipv6 = version >>> 4 == 6;
        int protocol;
        if (version == 0x45) {
            boolean whole = (u16(slab, offset + IpHeader.V4_FRAGMENT) & IpHeader.V4_IS_FRAGMENT) == 0;
            if (!whole || u16(slab, offset + IpHeader.V4_TOTAL_LENGTH) != length) {
                return Flow.UNKNOWN;
            }
            transport = IpHeader.V4_BYTES;
            protocol = u8(slab, offset + IpHeader.V4_PROTOCOL);
        } else if (ipv6 && length >= IpHeader.V6_BYTES) {
            if (u16(slab, offset + IpHeader.V6_PAYLOAD_LENGTH) + IpHeader.V6_BYTES != length) {
                return Flow.UNKNOWN;
            }
            transport = IpHeader.V6_BYTES;
            protocol = u8(slab, offset + IpHeader.V6_NEXT_HEADER);
            if (isExtensionHeader(protocol)) {
                return Flow.UNKNOWN;
            }
        } else {
            return Flow.UNKNOWN;
        }
        return switch (protocol) {
            case IpHeader.TCP -> parseTcp();
            case IpHeader.UDP -> parseUdp();
            default -> Flow.OTHER;
        };
    }

    private Flow parseTcp() {
        if (length < transport + IpHeader.TCP_BYTES) {
            return Flow.UNKNOWN;
        }
        headerLength = transport + (u8(slab, offset + transport + IpHeader.TCP_DATA_OFFSET) >>> 4) * 4;
        payload = length - headerLength;
        int flags = u8(slab, offset + transport + IpHeader.TCP_FLAGS) & ~IpHeader.TCP_PSH;
        joinable = headerLength >= transport + IpHeader.TCP_BYTES && payload > 0 && flags == IpHeader.TCP_ACK;
        return Flow.TCP;
    }

    private Flow parseUdp() {
        if (length < transport + IpHeader.UDP_BYTES) {
            return Flow.UNKNOWN;
        }
        headerLength = transport + IpHeader.UDP_BYTES;
        payload = length - headerLength;
        joinable = payload > 0
                && u16(slab, offset + transport + IpHeader.UDP_LENGTH) == length - transport
                && u16(slab, offset + transport + IpHeader.UDP_CHECKSUM) != 0
                && !carriesAnotherTunnel(u16(slab, offset + transport + IpHeader.UDP_DESTINATION_PORT));
        return Flow.UDP;
    }

    /// The extension headers of RFC 8200 and the IANA registry that may precede a transport header.
    private static boolean isExtensionHeader(int protocol) {
        return switch (protocol) {
            case 0, 43, 44, 51, 60, 135, 139, 140, 253, 254 -> true;
            default -> false;
        };
    }

    /// VXLAN (IANA's port and Linux's old default) and Geneve: the kernel may not find the inner packets of joined
    /// ones.
    private static boolean carriesAnotherTunnel(int destinationPort) {
        return destinationPort == 4789 || destinationPort == 8472 || destinationPort == 6081;
    }

    /// A number that packets of the same addresses and ports have in common.
    int flowHash() {
        long hash = slab.get(JAVA_INT_UNALIGNED, offset + transport);
        if (ipv6) {
            hash += slab.get(JAVA_LONG_UNALIGNED, offset + IpHeader.V6_SOURCE) * 0x9e37_79b9_7f4a_7c15L;
            hash ^= slab.get(JAVA_LONG_UNALIGNED, offset + IpHeader.V6_SOURCE + 8) * 0xbf58_476d_1ce4_e5b9L;
            hash += slab.get(JAVA_LONG_UNALIGNED, offset + IpHeader.V6_DESTINATION);
            hash ^= slab.get(JAVA_LONG_UNALIGNED, offset + IpHeader.V6_DESTINATION + 8) * 0x94d0_49bb_1331_11ebL;
        } else {
            hash ^= slab.get(JAVA_LONG_UNALIGNED, offset + IpHeader.V4_SOURCE) * 0x9e37_79b9_7f4a_7c15L;
        }
        hash *= 0xff51_afd7_ed55_8ccdL;
        return (int) (hash >>> 32);
    }

    /// Whether a packet of a known flow at `other` has the same protocol, addresses and ports.
    boolean isSameFlow(long other) {
        if (u8(slab, offset) >>> 4 != u8(slab, other) >>> 4) {
            return false;
        }
        boolean samePath;
        if (ipv6) {
            samePath = u8(slab, offset + IpHeader.V6_NEXT_HEADER) == u8(slab, other + IpHeader.V6_NEXT_HEADER)
                    && sameLong(other, IpHeader.V6_SOURCE)
                    && sameLong(other, IpHeader.V6_SOURCE + 8)
                    && sameLong(other, IpHeader.V6_DESTINATION)
                    && sameLong(other, IpHeader.V6_DESTINATION + 8);
        } else {
            samePath = u8(slab, offset + IpHeader.V4_PROTOCOL) == u8(slab, other + IpHeader.V4_PROTOCOL)
                    && sameLong(other, IpHeader.V4_SOURCE);
        }
        return samePath && sameInt(other, transport);
    }

    /// Whether this packet could be packet `index` of the frame that begins with the packet of the same flow at
    /// `first`, as far as the headers tell that a [Segmenter] gives to all packets alike.
    boolean continuesHeaders(long first, int index) {
        return (ipv6 ? continuesIpv6(first) : continuesIpv4(first, index)) && (flow == Flow.UDP || continuesTcp(first));
    }

    private boolean continuesIpv6(long first) {
        return ((i64(slab, offset) ^ i64(slab, first)) & V6_ALIKE) == 0;
    }

    private boolean continuesIpv4(long first, int index) {
        long difference = (i64(slab, offset) ^ i64(slab, first)) & V4_ALIKE
                | (i64(slab, offset + 8) ^ i64(slab, first + 8)) & V4_ALIKE_FROM_8;
        if (difference != 0) {
            return false;
        }
        if ((u16(slab, offset + IpHeader.V4_FRAGMENT) & IpHeader.V4_DONT_FRAGMENT) != 0) {
            return true;
        }
        return u16(slab, offset + IpHeader.V4_ID) == (u16(slab, first + IpHeader.V4_ID) + index & 0xffff);
    }

    private boolean continuesTcp(long first) {
        long mine = offset + transport;
        long other = first + transport;
        long difference = i32(slab, mine + 8) ^ i32(slab, other + 8)
                | (i64(slab, mine + 12) ^ i64(slab, other + 12)) & TCP_ALIKE_FROM_12;
        int option = IpHeader.TCP_BYTES;
        int end = headerLength - transport;
        // With < instead of != the compiler would prepare for a long loop, which costs ten times what this one does.
        while (option != end) {
            difference |= i32(slab, mine + option) ^ i32(slab, other + option);
            option += Integer.BYTES;
        }
        return difference == 0;
    }

    int sequence() {
        return i32(slab, offset + transport + IpHeader.TCP_SEQUENCE);
    }

    boolean isPushed() {
        return flow == Flow.TCP && (u8(slab, offset + transport + IpHeader.TCP_FLAGS) & IpHeader.TCP_PSH) != 0;
    }

    private boolean sameLong(long other, int field) {
        return slab.get(JAVA_LONG_UNALIGNED, offset + field) == slab.get(JAVA_LONG_UNALIGNED, other + field);
    }

    private boolean sameInt(long other, int field) {
        return slab.get(JAVA_INT_UNALIGNED, offset + field) == slab.get(JAVA_INT_UNALIGNED, other + field);
    }
}
