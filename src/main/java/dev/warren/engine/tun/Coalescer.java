package dev.warren.engine.tun;

import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.Iovec;
import dev.warren.engine.linux.VirtioNetHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Joins the packets that came out of the tunnel into as few frames as possible and writes them to a [Tun].
///
/// 1. [#add] takes a packet where it was decrypted. If it continues the frame begun last for its flow, it joins that
///    frame, otherwise it begins one. Packets of a flow are never reordered, whatever they are: a FIN, a pure ACK or
///    a damaged segment closes the flow's frame behind it, and a fragment or an unknown header closes all.
/// 2. [#flush] writes the frames in the order in which they were begun, each gathered from the packets' own memory:
///    the first packet, its headers changed so that they speak for all, and the others' payloads.
///
/// What joins is what the kernel's own receive offload would join (`tcp_gro_receive`, `udp_gro_receive`), and every
/// checksum is verified before, so the kernel can cut the frame again into the very packets that came in. Only the id
/// of an IPv4 packet that must not be fragmented may differ, which means nothing (RFC 6864 section 4.1).
///
/// When the kernel refuses a joined frame, its packets are written one by one and that protocol is not joined any
/// more: some kernels check such frames too strictly (Linux 6.6.44, commit e269d79c7d35).
///
/// Nothing is allocated. Not for several threads at once, but the counters may be read by any.
public final class Coalescer {
    private final Tun tun;
    private final Frames frames = new Frames();
    private final FlowTable flows = new FlowTable();
    private final InnerPacket packet = new InnerPacket();
    private boolean joinsTcp;
    private boolean joinsUdp;
    private int lost;

    private final MemorySegment wholeHeader;
    private final MemorySegment joinedHeader;
    private final MemorySegment iov;

    private final LongAdder writtenFrames = new LongAdder();
    private final LongAdder refusedFrames = new LongAdder();

    /// @param tun whose [Tun#joinsTcp] and [Tun#joinsUdp] say what to join
    public Coalescer(Tun tun) {
        this.tun = tun;
        joinsTcp = tun.joinsTcp();
        joinsUdp = tun.joinsUdp();
        Arena arena = Arena.ofAuto();
        wholeHeader = arena.allocate(VirtioNetHeader.SIZE, Long.BYTES);
        joinedHeader = arena.allocate(VirtioNetHeader.SIZE, Long.BYTES);
        iov = arena.allocate(Iovec.SIZE * (1 + Frames.MAX_PACKETS), Long.BYTES);
    }

    /// Takes the IP packet of `length` bytes, without padding, at `offset`. Its memory belongs to the coalescer
    /// until
    /// [#flush], which changes it. A batch whose packets come from another `slab`, or that is full, is flushed
    /// first.
    public void add(MemorySegment slab, long offset, int length) {
        Objects.checkFromIndexSize(offset, length, slab.byteSize());
        if (frames.isFull() || !frames.slab().equals(slab)) {
            lost += writeAll();
            frames.clear(slab);
        }
        packet.moveTo(slab, offset, length);
        switch (packet.flow) {
            case TCP -> addOfFlow(joinsTcp);
            case UDP -> addOfFlow(joinsUdp);
            case OTHER -> frames.begin(packet, false);
            case UNKNOWN -> {
                flows.clear();
                frames.begin(packet, false);
            }
        }
    }

    private void addOfFlow(boolean mayBeJoined) {
        if (!mayBeJoined) {
            frames.begin(packet, false);
            return;
        }
        int hash = packet.flowHash();
        int slot = flows.find(packet, hash, frames);
        if (slot == FlowTable.FULL) {
            frames.begin(packet, false);
            return;
        }
        int frame = flows.frame(slot);
        if (frame == FlowTable.NONE || !frames.join(frame, packet)) {
            flows.put(slot, hash, frames.begin(packet, true));
        }
    }

    /// Writes everything added since the last time.
    ///
    /// @return how many packets were lost since then because the interface didn't take them
    public int flush() {
        int total = lost + writeAll();
        lost = 0;
        frames.clear(frames.slab());
        return total;
    }

    /// Frames written so far, each of one packet or several.
    public long writtenFrames() {
        return writtenFrames.sum();
    }

    /// Joined frames that the kernel refused so far.
    public long refusedFrames() {
        return refusedFrames.sum();
    }

    private int writeAll() {
        int failed = 0;
        for (int frame = 0; frame < frames.size(); frame++) {
            failed += frames.count(frame) == 1 ? writeWhole(frames.first(frame)) : writeJoined(frame);
        }
        writtenFrames.add(frames.size());
        flows.clear();
        return failed;
    }

    /// Writes a packet as it is and tells how many were lost: 0 or 1.
    private int writeWhole(int packet) {
        putIov(0, wholeHeader, 0, VirtioNetHeader.SIZE);
        putIov(1, frames.slab(), frames.packetOffset(packet), frames.packetLength(packet));
        return tun.write(iov, 2) < 0 ? 1 : 0;
    }

    private int writeJoined(int frame) {
        int first = frames.first(frame);
        int headerLength = frames.headerLength(frame);
        long head = frames.offset(frame);
        int networkChecksum = Checksum.get(frames.slab(), head + IpHeader.V4_CHECKSUM);
        int transportChecksum = Checksum.get(frames.slab(), head + frames.transport(frame) + checksumOffset(frame));
        speakForAll(frame);

        putIov(0, joinedHeader, 0, VirtioNetHeader.SIZE);
        putIov(1, frames.slab(), head, frames.packetLength(first));
        int entries = 2;
        for (int next = frames.next(first); next >= 0; next = frames.next(next)) {
            putIov(
                    entries++,
                    frames.slab(),
                    frames.packetOffset(next) + headerLength,
                    frames.packetLength(next) - headerLength);
        }
        int result = tun.write(iov, entries);
        if (result >= 0) {
            return 0;
        }
        if (result != -Errno.EINVAL) {
            return frames.count(frame);
        }
        refusedFrames.increment();
        if (frames.isTcp(frame)) {
            joinsTcp = false;
        } else {
            joinsUdp = false;
        }
        speakForItself(frame, networkChecksum, transportChecksum);
        int failed = 0;
        for (int next = first; next >= 0; next = frames.next(next)) {
            failed += writeWhole(next);
        }
        return failed;
    }

    /// Changes the headers of the frame's first packet into those of the packet that all together are, its
    /// transport
    /// checksum left to the kernel.
    private void speakForAll(int frame) {
        MemorySegment slab = frames.slab();
        long head = frames.offset(frame);
        int transport = frames.transport(frame);
        int rest = frames.length(frame) - transport;
        putLengths(frame, frames.length(frame));
        if (!frames.isIpv6(frame)) {
            Checksum.put(slab, head + IpHeader.V4_CHECKSUM, 0);
            int checksum = ~Checksum.fold(Checksum.sum(slab, head, IpHeader.V4_BYTES));
            Checksum.put(slab, head + IpHeader.V4_CHECKSUM, checksum);
        }
        if (frames.isPushed(frame)) {
            putPushed(head + transport, true);
        }
        int protocol = frames.isTcp(frame) ? IpHeader.TCP : IpHeader.UDP;
        long pseudoHeader = Checksum.pseudoHeader(slab, head, frames.isIpv6(frame), protocol, rest);
        Checksum.put(slab, head + transport + checksumOffset(frame), Checksum.fold(pseudoHeader));
        int gsoType = !frames.isTcp(frame)
                ? VirtioNetHeader.GSO_UDP_L4
                : frames.isIpv6(frame) ? VirtioNetHeader.GSO_TCPV6 : VirtioNetHeader.GSO_TCPV4;
        VirtioNetHeader.putGso(joinedHeader, 0, gsoType, frames.headerLength(frame), frames.segmentSize(frame));
        VirtioNetHeader.putMissingChecksum(joinedHeader, 0, transport, checksumOffset(frame));
    }

    /// Takes back what [#speakForAll] did. The first of several packets never had PSH, which would have closed its
    /// frame.
    private void speakForItself(int frame, int networkChecksum, int transportChecksum) {
        MemorySegment slab = frames.slab();
        long head = frames.offset(frame);
        putLengths(frame, frames.packetLength(frames.first(frame)));
        if (!frames.isIpv6(frame)) {
            Checksum.put(slab, head + IpHeader.V4_CHECKSUM, networkChecksum);
        }
        if (frames.isPushed(frame)) {
            putPushed(head + frames.transport(frame), false);
        }
        Checksum.put(slab, head + frames.transport(frame) + checksumOffset(frame), transportChecksum);
    }

    private void putLengths(int frame, int length) {
        MemorySegment slab = frames.slab();
        long head = frames.offset(frame);
        if (frames.isIpv6(frame)) {
            IpHeader.put16(slab, head + IpHeader.V6_PAYLOAD_LENGTH, length - IpHeader.V6_BYTES);
        } else {
            IpHeader.put16(slab, head + IpHeader.V4_TOTAL_LENGTH, length);
        }
        if (!frames.isTcp(frame)) {
            int transport = frames.transport(frame);
            IpHeader.put16(slab, head + transport + IpHeader.UDP_LENGTH, length - transport);
        }
    }

    private void putPushed(long tcpHeader, boolean pushed) {
        int flags = IpHeader.u8(frames.slab(), tcpHeader + IpHeader.TCP_FLAGS) & ~IpHeader.TCP_PSH;
        IpHeader.put8(frames.slab(), tcpHeader + IpHeader.TCP_FLAGS, pushed ? flags | IpHeader.TCP_PSH : flags);
    }

    private int checksumOffset(int frame) {
        return frames.isTcp(frame) ? IpHeader.TCP_CHECKSUM : IpHeader.UDP_CHECKSUM;
    }

    private void putIov(int entry, MemorySegment segment, long offset, int length) {
        Iovec.set(iov, entry * Iovec.SIZE, segment.address() + offset, length);
    }
}
