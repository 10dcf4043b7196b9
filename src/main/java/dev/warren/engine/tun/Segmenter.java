package dev.warren.engine.tun;

import static dev.warren.engine.tun.IpHeader.put16;
import static dev.warren.engine.tun.IpHeader.put32;
import static dev.warren.engine.tun.IpHeader.put8;
import static dev.warren.engine.tun.IpHeader.u16;
import static dev.warren.engine.tun.IpHeader.u8;

import dev.warren.engine.linux.VirtioNetHeader;
import java.lang.foreign.MemorySegment;

/// Cuts a frame that was read from a [Tun] into the IP packets that it stands for, as a network card would.
///
/// 1. [#reset] looks at the headers and says whether the frame makes sense. It believes nothing that it can see for
///    itself: the header length in the [VirtioNetHeader] is what the kernel happened to have in one piece, not the
///    headers' length.
/// 2. [#copy] writes one packet to where it will be encrypted: payload, then headers with the lengths, id, sequence
///    number, flags and checksums of this packet. What all packets of the frame have in common is summed up once, in
///    [#reset].
///
/// Nothing is allocated and no frame, however broken, makes it throw. Not for several threads at once.
public final class Segmenter {
    private MemorySegment frame = MemorySegment.NULL;
    private long packet;
    private int length;
    private boolean ipv6;
    private int trafficClass;

    private int count;
    /// Payload bytes of every segment but the last; 0 when the frame is one packet as it is.
    private int segmentSize;

    private boolean checksumMissing;
    private int checksumStart;
    private int checksumOffset;

    /// Length of the IP and transport headers of a frame that is to be cut.
    private int headerLength;
    private boolean tcp;
    private int firstId;
    private int firstSequence;
    private int tcpFlags;
    /// Sum over the IPv4 header without total length, id and checksum.
    private long networkSum;
    /// Sum over the pseudo header and the transport header without lengths, sequence number, TCP flags and
    /// checksum.
    private long transportSum;

    /// Takes the frame of `length` bytes, with its header, at `offset`. It must stay as it is until its last
    /// [#copy].
    ///
    /// @return false if the frame is not an IP packet or contradicts itself; then nothing else may be called
    public boolean reset(MemorySegment frame, long offset, int length) {
        this.frame = frame;
        this.packet = offset + VirtioNetHeader.SIZE;
        this.length = length - VirtioNetHeader.SIZE;
        this.count = 0;
        if (this.length < IpHeader.V4_BYTES) {
            return false;
        }
        int version = u8(frame, packet) >>> 4;
        ipv6 = version == 6;
        if (version != 4 && !ipv6 || ipv6 && this.length < IpHeader.V6_BYTES) {
            return false;
        }
        trafficClass = ipv6 ? u16(frame, packet) >>> 4 & 0xff : u8(frame, packet + IpHeader.V4_TRAFFIC_CLASS);
        checksumMissing = (VirtioNetHeader.flags(frame, offset) & VirtioNetHeader.NEEDS_CSUM) != 0;
        checksumStart = VirtioNetHeader.checksumStart(frame, offset);
        checksumOffset = VirtioNetHeader.checksumOffset(frame, offset);
        if (checksumMissing && checksumStart + checksumOffset + Short.BYTES > this.length) {
            return false;
        }
        int gsoType = VirtioNetHeader.gsoType(frame, offset);
        segmentSize = gsoType == VirtioNetHeader.GSO_NONE ? 0 : VirtioNetHeader.gsoSize(frame, offset);
        if (gsoType == VirtioNetHeader.GSO_NONE) {
            count = 1;
            return true;
        }
        return prepareCut(gsoType);
    }

    /// How many packets the frame stands for.
    public int count() {
        return count;
    }

    /// Length in bytes of the longest packet; all but the last are of this length.
    public int maxSegmentLength() {
        return segmentSize == 0 ? length : Math.min(length, headerLength + segmentSize);
    }

    /// Whether the packets are IPv6.
    public boolean ipv6() {
        return ipv6;
    }

    /// Where in the frame's memory segment the destination address (4 or 16 bytes) of all the packets is.
    public long destinationOffset() {
        return packet + (ipv6 ? IpHeader.V6_DESTINATION : IpHeader.V4_DESTINATION);
    }

    /// The type of service or traffic class of all the packets; its two low bits are ECN (RFC 3168).
    public int trafficClass() {
        return trafficClass;
    }

    /// Writes packet `index` of [#count] to `destination` at `offset`, where [#maxSegmentLength] bytes must have
    /// room.
    ///
    /// @return the packet's length
    public int copy(int index, MemorySegment destination, long offset) {
        return segmentSize == 0 ? copyWhole(destination, offset) : copySegment(index, destination, offset);
    }

    private boolean prepareCut(int gsoType) {
        tcp = gsoType != VirtioNetHeader.GSO_UDP_L4;
        boolean familyAgrees = switch (gsoType & ~VirtioNetHeader.GSO_ECN) {
            case VirtioNetHeader.GSO_TCPV4 -> !ipv6;
            case VirtioNetHeader.GSO_TCPV6 -> ipv6;
            case VirtioNetHeader.GSO_UDP_L4 -> gsoType == VirtioNetHeader.GSO_UDP_L4;
            default -> false;
        };
        if (!familyAgrees || segmentSize == 0 || !checksumMissing) {
            return false;
        }
        if (checksumOffset != (tcp ? IpHeader.TCP_CHECKSUM : IpHeader.UDP_CHECKSUM)) {
            return false;
        }
        if (ipv6 ? checksumStart < IpHeader.V6_BYTES : !isWholeIpv4()) {
            return false;
        }
        // checksumStart + 16 + 2 <= length is known for TCP, which makes the data offset readable.
        int transportLength =
                tcp ? (u8(frame, packet + checksumStart + IpHeader.TCP_DATA_OFFSET) >>> 4) * 4 : IpHeader.UDP_BYTES;
        headerLength = checksumStart + transportLength;
        if (tcp && transportLength < IpHeader.TCP_BYTES || headerLength > length) {
            return false;
        }
        int payload = length - headerLength;
        count = Math.max(1, (payload + segmentSize - 1) / segmentSize);
        sumHeaders();
        return true;
    }

    /// Whether the IPv4 header ends where the transport header is said to begin and belongs to no fragment.
    private boolean isWholeIpv4() {
        return (u8(frame, packet) & 0x0f) * 4 == checksumStart
                && checksumStart >= IpHeader.V4_BYTES
                && (u16(frame, packet + IpHeader.V4_FRAGMENT) & IpHeader.V4_IS_FRAGMENT) == 0
                && u8(frame, packet + IpHeader.V4_PROTOCOL) == (tcp ? IpHeader.TCP : IpHeader.UDP);
    }

    private void sumHeaders() {
        long transport = packet + checksumStart;
        int transportLength = headerLength - checksumStart;
        if (!ipv6) {
            firstId = u16(frame, packet + IpHeader.V4_ID);
            networkSum = Checksum.sum(frame, packet, IpHeader.V4_TOTAL_LENGTH)
                    + Checksum.sum(frame, packet + IpHeader.V4_FRAGMENT, IpHeader.V4_CHECKSUM - IpHeader.V4_FRAGMENT)
                    + Checksum.sum(frame, packet + IpHeader.V4_SOURCE, checksumStart - IpHeader.V4_SOURCE);
        }
        transportSum = Checksum.pseudoHeader(frame, packet, ipv6, tcp ? IpHeader.TCP : IpHeader.UDP, 0);
        if (tcp) {
            firstSequence = IpHeader.i32(frame, transport + IpHeader.TCP_SEQUENCE);
            tcpFlags = u8(frame, transport + IpHeader.TCP_FLAGS);
            transportSum += Checksum.sum(frame, transport, IpHeader.TCP_SEQUENCE)
                    + Checksum.sum(frame, transport + IpHeader.TCP_ACKNOWLEDGMENT, Integer.BYTES)
                    + Checksum.ofShort(u8(frame, transport + IpHeader.TCP_DATA_OFFSET) << 8)
                    + Checksum.sum(frame, transport + IpHeader.TCP_FLAGS + 1, Short.BYTES)
                    + Checksum.sum(
                            frame,
                            transport + IpHeader.TCP_CHECKSUM + Short.BYTES,
                            transportLength - IpHeader.TCP_CHECKSUM - Short.BYTES);
        } else {
            transportSum += Checksum.sum(frame, transport, IpHeader.UDP_LENGTH);
        }
    }

    private int copyWhole(MemorySegment destination, long offset) {
        MemorySegment.copy(frame, packet, destination, offset, length);
        if (checksumMissing) {
            // The field holds the pseudo header's sum; a result of zero is sent as its other form, as the kernel does.
            long start = offset + checksumStart;
            int checksum = ~Checksum.fold(Checksum.sum(destination, start, length - checksumStart)) & 0xffff;
            Checksum.put(destination, start + checksumOffset, checksum == 0 ? 0xffff : checksum);
        }
        return length;
    }

    private int copySegment(int index, MemorySegment destination, long offset) {
        int position = headerLength + index * segmentSize;
        int payload = Math.min(segmentSize, length - position);
        MemorySegment.copy(frame, packet, destination, offset, headerLength);
        MemorySegment.copy(frame, packet + position, destination, offset + headerLength, payload);
        int segmentLength = headerLength + payload;
        if (ipv6) {
            put16(destination, offset + IpHeader.V6_PAYLOAD_LENGTH, segmentLength - IpHeader.V6_BYTES);
        } else {
            finishIpv4(index, destination, offset, segmentLength);
        }
        long payloadSum = Checksum.sum(destination, offset + headerLength, payload);
        if (tcp) {
            finishTcp(index, destination, offset + checksumStart, segmentLength - checksumStart, payloadSum);
        } else {
            finishUdp(destination, offset + checksumStart, segmentLength - checksumStart, payloadSum);
        }
        return segmentLength;
    }

    private void finishIpv4(int index, MemorySegment destination, long header, int totalLength) {
        int id = firstId + index;
        put16(destination, header + IpHeader.V4_TOTAL_LENGTH, totalLength);
        put16(destination, header + IpHeader.V4_ID, id);
        long sum = networkSum + Checksum.ofShort(totalLength) + Checksum.ofShort(id);
        Checksum.put(destination, header + IpHeader.V4_CHECKSUM, ~Checksum.fold(sum));
    }

    private void finishTcp(int index, MemorySegment destination, long header, int tcpLength, long payloadSum) {
        int sequence = firstSequence + index * segmentSize;
        int flags = tcpFlags;
        if (index < count - 1) {
            flags &= ~(IpHeader.TCP_FIN | IpHeader.TCP_PSH);
        }
        if (index > 0) {
            flags &= ~IpHeader.TCP_CWR;
        }
        put32(destination, header + IpHeader.TCP_SEQUENCE, sequence);
        put8(destination, header + IpHeader.TCP_FLAGS, flags);
        long sum = transportSum
                + Checksum.ofShort(tcpLength)
                + Checksum.ofInt(sequence)
                + Checksum.ofShort(flags)
                + payloadSum;
        Checksum.put(destination, header + IpHeader.TCP_CHECKSUM, ~Checksum.fold(sum));
    }

    private void finishUdp(MemorySegment destination, long header, int udpLength, long payloadSum) {
        put16(destination, header + IpHeader.UDP_LENGTH, udpLength);
        // The length counts twice: in the pseudo header and in the UDP header.
        long sum = transportSum + 2 * Checksum.ofShort(udpLength) + payloadSum;
        int checksum = ~Checksum.fold(sum) & 0xffff;
        // Zero would say that there is no checksum, which IPv6 forbids (RFC 768; RFC 8200 section 8.1).
        Checksum.put(destination, header + IpHeader.UDP_CHECKSUM, checksum == 0 ? 0xffff : checksum);
    }
}
