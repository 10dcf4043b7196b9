package dev.warren.engine.tun;

import dev.warren.engine.tun.InnerPacket.Flow;
import java.lang.foreign.MemorySegment;

/// The frames of one batch in the order in which they were begun, and the packets of each: numbers in arrays, no
/// objects.
///
/// A frame is *open* as long as another packet may join it. Checksums are verified when a second packet wants to
/// join, not before: the kernel verifies what comes alone, but takes a joined frame's word for it, and would so make
/// a packet good that was damaged before it entered the tunnel.
final class Frames {
    /// Packets in a batch; also bounds the memory of a batch's bookkeeping.
    static final int MAX_PACKETS = 1024;
    /// Packets in a TCP frame; with the header still fewer than the 1,024 entries that `writev` takes
    /// (`UIO_MAXIOV`).
    private static final int MAX_TCP_PACKETS = 512;
    /// Packets in a UDP frame: what the kernel itself joins at most (`UDP_GRO_CNT_MAX`).
    private static final int MAX_UDP_PACKETS = 64;
    private static final int MAX_LENGTH = 65_535;

    private static final int NO_PACKET = -1;

    private MemorySegment slab = MemorySegment.NULL;

    private final long[] packetOffset = new long[MAX_PACKETS];
    private final int[] packetLength = new int[MAX_PACKETS];
    private final int[] nextPacket = new int[MAX_PACKETS];
    private int packets;

    private final int[] firstPacket = new int[MAX_PACKETS];
    private final int[] lastPacket = new int[MAX_PACKETS];
    private final int[] count = new int[MAX_PACKETS];
    private final int[] length = new int[MAX_PACKETS];
    private final boolean[] open = new boolean[MAX_PACKETS];
    private final boolean[] tcp = new boolean[MAX_PACKETS];
    private final boolean[] pushed = new boolean[MAX_PACKETS];
    private final int[] transport = new int[MAX_PACKETS];
    private final int[] headerLength = new int[MAX_PACKETS];
    private final int[] nextSequence = new int[MAX_PACKETS];
    private int frames;

    /// Begins a batch whose packets are all in `slab`.
    void clear(MemorySegment slab) {
        this.slab = slab;
        packets = 0;
        frames = 0;
    }

    MemorySegment slab() {
        return slab;
    }

    int size() {
        return frames;
    }

    boolean isFull() {
        return packets == MAX_PACKETS;
    }

    /// Begins a frame with `packet`.
    int begin(InnerPacket packet, boolean mayBeJoined) {
        int frame = frames++;
        int first = addPacket(packet);
        firstPacket[frame] = first;
        lastPacket[frame] = first;
        count[frame] = 1;
        length[frame] = packet.length;
        pushed[frame] = false;
        open[frame] = mayBeJoined && packet.joinable && !packet.isPushed();
        if (open[frame]) {
            tcp[frame] = packet.flow == Flow.TCP;
            transport[frame] = packet.transport;
            headerLength[frame] = packet.headerLength;
            nextSequence[frame] = tcp[frame] ? packet.sequence() + packet.payload : 0;
        }
        return frame;
    }

    /// Lets `packet`, which is of the same flow, join the frame.
    ///
    /// @return false if it doesn't continue the frame, or one of the two is damaged; then it must begin a new one
    boolean join(int frame, InnerPacket packet) {
        if (!open[frame] || !packet.joinable || !continues(frame, packet)) {
            return false;
        }
        boolean firstIntact = count[frame] > 1 || isIntact(offset(frame), length[frame], transport[frame], tcp[frame]);
        if (!firstIntact || !isIntact(packet.offset, packet.length, packet.transport, tcp[frame])) {
            open[frame] = false;
            return false;
        }
        int added = addPacket(packet);
        nextPacket[lastPacket[frame]] = added;
        lastPacket[frame] = added;
        count[frame]++;
        length[frame] += packet.payload;
        nextSequence[frame] += packet.payload;
        pushed[frame] = packet.isPushed();
        int most = tcp[frame] ? MAX_TCP_PACKETS : MAX_UDP_PACKETS;
        open[frame] = !pushed[frame] && packet.payload == segmentSize(frame) && count[frame] < most;
        return true;
    }

    private boolean continues(int frame, InnerPacket packet) {
        return packet.headerLength == headerLength[frame]
                && packet.payload <= segmentSize(frame)
                && length[frame] + packet.payload <= MAX_LENGTH
                && (!tcp[frame] || packet.sequence() == nextSequence[frame])
                && packet.continuesHeaders(offset(frame), count[frame]);
    }

    private int addPacket(InnerPacket packet) {
        packetOffset[packets] = packet.offset;
        packetLength[packets] = packet.length;
        nextPacket[packets] = NO_PACKET;
        return packets++;
    }

    private boolean isIntact(long packet, int length, int transport, boolean tcp) {
        boolean ipv6 = transport == IpHeader.V6_BYTES;
        if (!ipv6 && !Checksum.isIntact(Checksum.sum(slab, packet, IpHeader.V4_BYTES))) {
            return false;
        }
        int rest = length - transport;
        long pseudoHeader = Checksum.pseudoHeader(slab, packet, ipv6, tcp ? IpHeader.TCP : IpHeader.UDP, rest);
        return Checksum.isIntact(pseudoHeader + Checksum.sum(slab, packet + transport, rest));
    }

    /// Where the frame's first packet is.
    long offset(int frame) {
        return packetOffset[firstPacket[frame]];
    }

    /// How many packets the frame joins. The following say something only if there is more than one.
    int count(int frame) {
        return count[frame];
    }

    /// Length of the packet that stands for all: headers once and all payloads.
    int length(int frame) {
        return length[frame];
    }

    boolean isTcp(int frame) {
        return tcp[frame];
    }

    boolean isIpv6(int frame) {
        return transport[frame] == IpHeader.V6_BYTES;
    }

    /// Whether the last packet has TCP's PSH flag.
    boolean isPushed(int frame) {
        return pushed[frame];
    }

    int transport(int frame) {
        return transport[frame];
    }

    int headerLength(int frame) {
        return headerLength[frame];
    }

    /// Payload bytes of every packet but the last.
    int segmentSize(int frame) {
        return packetLength[firstPacket[frame]] - headerLength[frame];
    }

    /// The frame's first packet, to go on with [#next].
    int first(int frame) {
        return firstPacket[frame];
    }

    /// The packet after `packet` in its frame; negative after the last one.
    int next(int packet) {
        return nextPacket[packet];
    }

    long packetOffset(int packet) {
        return packetOffset[packet];
    }

    int packetLength(int packet) {
        return packetLength[packet];
    }
}
