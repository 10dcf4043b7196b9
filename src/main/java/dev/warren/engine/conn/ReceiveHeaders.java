package dev.warren.engine.conn;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.warren.engine.linux.Cmsghdr;
import dev.warren.engine.linux.Inet;
import dev.warren.engine.linux.Iovec;
import dev.warren.engine.linux.Mmsghdr;
import dev.warren.engine.linux.Msghdr;
import dev.warren.engine.linux.Pktinfo;
import dev.warren.engine.linux.Sockaddr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The kernel's side of a [ReceiveBatch]: an `mmsghdr`, an iovec, room for an address and for control messages a slot.
final class ReceiveHeaders {

    /// Packet info, traffic class, segment size and drops take 112 bytes at most.
    private static final int CONTROL = 128;

    private final MemorySegment headers;
    private final MemorySegment names;
    private final MemorySegment controls;

    /// What the kernel said last about datagrams that found the socket's queue full, since the socket was opened.
    private int dropped;

    ReceiveHeaders(Arena arena, long slab, int slots) {
        headers = arena.allocate(slots * Mmsghdr.SIZE, 8);
        names = arena.allocate((long) slots * Sockaddr.SIZE, 8);
        controls = arena.allocate((long) slots * CONTROL, 8);
        MemorySegment iovecs = arena.allocate(slots * Iovec.SIZE, 8);
        for (int slot = 0; slot < slots; slot++) {
            long header = slot * Mmsghdr.SIZE;
            Iovec.set(iovecs, slot * Iovec.SIZE, slab + (long) slot * ReceiveBatch.SLOT, ReceiveBatch.SLOT);
            headers.set(JAVA_LONG, header + Msghdr.NAME, names.address() + (long) slot * Sockaddr.SIZE);
            headers.set(JAVA_LONG, header + Msghdr.IOV, iovecs.address() + slot * Iovec.SIZE);
            headers.set(JAVA_LONG, header + Msghdr.IOV_COUNT, 1);
            headers.set(JAVA_LONG, header + Msghdr.CONTROL, controls.address() + (long) slot * CONTROL);
        }
        prepare(slots);
    }

    /// What `recvmmsg` takes.
    MemorySegment segment() {
        return headers;
    }

    /// How many datagrams the socket had lost by the last message read, 0 when that message doesn't say; modulo
    /// 2³².
    int dropped() {
        return dropped;
    }

    /// Gives the first `slots` slots their room back, of which the kernel wrote how much it used.
    void prepare(int slots) {
        for (int slot = 0; slot < slots; slot++) {
            long header = slot * Mmsghdr.SIZE;
            headers.set(JAVA_INT, header + Msghdr.NAME_LENGTH, Sockaddr.SIZE);
            headers.set(JAVA_LONG, header + Msghdr.CONTROL_LENGTH, CONTROL);
        }
    }

    /// Reads what the kernel said about the slot.
    ///
    /// @return false when it or its control messages were truncated
    boolean read(int slot, Message message) {
        long header = slot * Mmsghdr.SIZE;
        int flags = headers.get(JAVA_INT, header + Msghdr.FLAGS);
        if ((flags & (Msghdr.MSG_TRUNC | Msghdr.MSG_CTRUNC)) != 0) {
            return false;
        }
        message.slot = slot;
        message.length = headers.get(JAVA_INT, header + Mmsghdr.LENGTH);
        message.segmentSize = message.length;
        message.trafficClass = 0;
        message.sourceHigh = 0;
        message.sourceLow = 0;
        message.sourceInterface = 0;
        dropped = 0;
        readName((long) slot * Sockaddr.SIZE, message);
        long control = (long) slot * CONTROL;
        readControl(control, control + headers.get(JAVA_LONG, header + Msghdr.CONTROL_LENGTH), message);
        return true;
    }

    private void readName(long name, Message message) {
        message.v6 = Sockaddr.family(names, name) == Inet.AF_INET6;
        message.port = Sockaddr.port(names, name);
        if (message.v6) {
            message.high = Sockaddr.ipv6High(names, name);
            message.low = Sockaddr.ipv6Low(names, name);
            message.scope = Sockaddr.scope(names, name);
        } else {
            message.high = 0;
            message.low = Integer.toUnsignedLong(Sockaddr.ipv4(names, name));
            message.scope = 0;
        }
    }

    private void readControl(long from, long end, Message message) {
        long at = from;
        for (long data; (data = Cmsghdr.data(controls, at, end)) >= 0; at += Cmsghdr.space(data)) {
            long value = at + Cmsghdr.SIZE;
            int type = Cmsghdr.type(controls, at);
            switch (Cmsghdr.level(controls, at)) {
                case Inet.IPPROTO_IP -> {
                    if (type == Inet.IP_PKTINFO) {
                        message.sourceLow = Integer.toUnsignedLong(Pktinfo.ipv4(controls, value));
                        message.sourceInterface = Pktinfo.ipv4Interface(controls, value);
                    } else if (type == Inet.IP_TOS) {
                        message.trafficClass = Byte.toUnsignedInt(controls.get(JAVA_BYTE, value));
                    }
                }
                case Inet.IPPROTO_IPV6 -> {
                    if (type == Inet.IPV6_PKTINFO) {
                        message.sourceHigh = Pktinfo.ipv6High(controls, value);
                        message.sourceLow = Pktinfo.ipv6Low(controls, value);
                        message.sourceInterface = Pktinfo.ipv6Interface(controls, value);
                    } else if (type == Inet.IPV6_TCLASS) {
                        message.trafficClass = controls.get(JAVA_INT, value);
                    }
                }
                case Inet.SOL_SOCKET -> {
                    if (type == Inet.SO_RXQ_OVFL) {
                        dropped = controls.get(JAVA_INT, value);
                    }
                }
                case Inet.SOL_UDP -> {
                    if (type == Inet.UDP_GRO) {
                        message.segmentSize = Math.min(controls.get(JAVA_INT, value), message.length);
                    }
                }
                default -> {}
            }
        }
    }
}
