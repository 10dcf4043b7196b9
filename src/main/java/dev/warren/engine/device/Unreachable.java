package dev.warren.engine.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.warren.engine.linux.Iovec;
import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.Checksum;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Tells a local sender at once that nobody is where it sends to, instead of letting it wait: an ICMP host unreachable
/// (RFC 792) or ICMPv6 address unreachable (RFC 4443), as Linux' own WireGuard does.
///
/// The message comes from the address that can't be reached, because one from an address of this machine would be
/// taken for forged. There are at most a hundred a second, and none about ICMP errors, later fragments, multicast or
/// unspecified senders (RFC 1122 §3.2.2).
final class Unreachable implements AutoCloseable {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /// What [Checksum] counts in.
    private static final ValueLayout.OfShort NATIVE = ValueLayout.JAVA_SHORT_UNALIGNED;

    private static final long INTERVAL = 10_000_000L;
    private static final int BURST = 20;

    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int ICMP_HEADER = 8;

    /// RFC 1812 wants as much of the packet as fits into 576 bytes, RFC 4443 into 1280.
    private static final int MAX_IPV4 = 576;
    private static final int MAX_IPV6 = 1280;

    private final Tun tun;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment header = arena.allocate(VirtioNetHeader.SIZE, 8);
    private final MemorySegment reply = arena.allocate(MAX_IPV6, 8);
    private final MemorySegment iov = arena.allocate(2 * Iovec.SIZE, 8);
    private long credit = BURST * INTERVAL;
    private long last;

    Unreachable(Tun tun) {
        this.tun = tun;
    }

    /// @param packet where the packet, without a header of the device, begins in `memory`
    /// @param length at least that of an IP header
    void tell(MemorySegment memory, long packet, int length, long now) {
        boolean ipv6 = IpPacket.isIpv6(memory, packet);
        if (!mayBeTold(memory, packet, ipv6, length) || !allowed(now)) {
            return;
        }
        int total = ipv6 ? ipv6(memory, packet, length) : ipv4(memory, packet, length);
        Iovec.set(iov, 0, header.address(), VirtioNetHeader.SIZE);
        Iovec.set(iov, Iovec.SIZE, reply.address(), total);
        tun.write(iov, 2);
    }

    private boolean allowed(long now) {
        credit = Math.min(BURST * INTERVAL, credit + Math.max(0, now - last));
        last = now;
        if (credit < INTERVAL) {
            return false;
        }
        credit -= INTERVAL;
        return true;
    }

    private static boolean mayBeTold(MemorySegment memory, long packet, boolean ipv6, int length) {
        if (IpPacket.sourceHigh(memory, packet) == 0 && IpPacket.sourceLow(memory, packet) == 0) {
            return false;
        }
        int first = (int) (IpPacket.destinationHigh(memory, packet) >>> 56);
        if (ipv6) {
            // Echo requests are ICMPv6 from 128; errors are below.
            return first != 0xff
                    && (memory.get(JAVA_BYTE, packet + 6) != ICMPV6
                            || length > 40 && memory.get(JAVA_BYTE, packet + 40) < 0);
        }
        int headerLength = (memory.get(JAVA_BYTE, packet) & 0x0f) * 4;
        boolean laterFragment = (memory.get(SHORT, packet + 6) & 0x1fff) != 0;
        return first < 0xe0
                && !laterFragment
                && headerLength >= IpPacket.IPV4_HEADER
                && (memory.get(JAVA_BYTE, packet + 9) != ICMP
                        || isQuery(memory, packet + headerLength, length - headerLength));
    }

    private static boolean isQuery(MemorySegment memory, long icmp, int length) {
        return length > 0
                && switch (memory.get(JAVA_BYTE, icmp)) {
                    case 3, 4, 5, 11, 12 -> false;
                    default -> true;
                };
    }

    private int ipv4(MemorySegment memory, long packet, int length) {
        int quoted = Math.min(length, MAX_IPV4 - IpPacket.IPV4_HEADER - ICMP_HEADER);
        int total = IpPacket.IPV4_HEADER + ICMP_HEADER + quoted;
        reply.asSlice(0, IpPacket.IPV4_HEADER + ICMP_HEADER).fill((byte) 0);
        reply.set(JAVA_BYTE, 0, (byte) 0x45);
        reply.set(JAVA_BYTE, 1, (byte) 0xc0);
        reply.set(SHORT, 2, (short) total);
        reply.set(JAVA_BYTE, 8, (byte) 64);
        reply.set(JAVA_BYTE, 9, (byte) ICMP);
        MemorySegment.copy(memory, packet + 16, reply, 12, 4);
        MemorySegment.copy(memory, packet + 12, reply, 16, 4);
        reply.set(NATIVE, 10, (short) ~Checksum.fold(Checksum.sum(reply, 0, IpPacket.IPV4_HEADER)));
        reply.set(JAVA_BYTE, 20, (byte) 3);
        reply.set(JAVA_BYTE, 21, (byte) 1);
        MemorySegment.copy(memory, packet, reply, 28, quoted);
        reply.set(NATIVE, 22, (short) ~Checksum.fold(Checksum.sum(reply, 20, total - 20)));
        return total;
    }

    private int ipv6(MemorySegment memory, long packet, int length) {
        int quoted = Math.min(length, MAX_IPV6 - IpPacket.IPV6_HEADER - ICMP_HEADER);
        int payload = ICMP_HEADER + quoted;
        reply.asSlice(0, IpPacket.IPV6_HEADER + ICMP_HEADER).fill((byte) 0);
        reply.set(JAVA_BYTE, 0, (byte) 0x60);
        reply.set(SHORT, 4, (short) payload);
        reply.set(JAVA_BYTE, 6, (byte) ICMPV6);
        reply.set(JAVA_BYTE, 7, (byte) 64);
        MemorySegment.copy(memory, packet + 24, reply, 8, 16);
        MemorySegment.copy(memory, packet + 8, reply, 24, 16);
        reply.set(JAVA_BYTE, 40, (byte) 1);
        reply.set(JAVA_BYTE, 41, (byte) 3);
        MemorySegment.copy(memory, packet, reply, 48, quoted);
        long sum = Checksum.pseudoHeader(reply, 0, true, ICMPV6, payload) + Checksum.sum(reply, 40, payload);
        reply.set(NATIVE, 42, (short) ~Checksum.fold(sum));
        return IpPacket.IPV6_HEADER + payload;
    }

    @Override
    public void close() {
        arena.close();
    }
}
