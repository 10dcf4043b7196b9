package dev.warren.engine.conn;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.warren.engine.linux.Cmsghdr;
import dev.warren.engine.linux.Inet;
import dev.warren.engine.linux.Iovec;
import dev.warren.engine.linux.Mmsghdr;
import dev.warren.engine.linux.Msghdr;
import dev.warren.engine.linux.Pktinfo;
import dev.warren.engine.linux.Sockaddr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The kernel's side of a [SendBatch]: an `mmsghdr`, an iovec, an address and control messages for each message.
///
/// Behind the slots that a call sends together lie [SendBatch#MAX_SEGMENTS] more, for the datagrams of a run that has
/// to be taken apart while the others wait.
final class SendHeaders {

    static final int SLOTS = SendBatch.MAX_RUNS;

    private static final int ALL = SLOTS + SendBatch.MAX_SEGMENTS;

    /// Segment size, packet info and traffic class take 88 bytes at most.
    private static final int CONTROL = 96;

    private final long slab;
    private final MemorySegment headers;
    private final MemorySegment iovecs;
    private final MemorySegment names;
    private final MemorySegment controls;

    /// Of which run each slot is, and how many of its datagrams.
    private final int[] runs = new int[ALL];

    private final int[] datagrams = new int[ALL];
    private final boolean[] sourced = new boolean[ALL];
    private final int[] interfaces = new int[ALL];

    SendHeaders(Arena arena, long slab) {
        this.slab = slab;
        headers = arena.allocate(ALL * Mmsghdr.SIZE, 8);
        iovecs = arena.allocate(ALL * Iovec.SIZE, 8);
        names = arena.allocate((long) ALL * Sockaddr.SIZE, 8);
        controls = arena.allocate((long) ALL * CONTROL, 8);
        for (int slot = 0; slot < ALL; slot++) {
            long header = slot * Mmsghdr.SIZE;
            headers.set(JAVA_LONG, header + Msghdr.NAME, names.address() + (long) slot * Sockaddr.SIZE);
            headers.set(JAVA_LONG, header + Msghdr.IOV, iovecs.address() + slot * Iovec.SIZE);
            headers.set(JAVA_LONG, header + Msghdr.IOV_COUNT, 1);
            headers.set(JAVA_LONG, header + Msghdr.CONTROL, controls.address() + (long) slot * CONTROL);
        }
    }

    /// What `sendmmsg` takes.
    MemorySegment segment() {
        return headers;
    }

    int run(int slot) {
        return runs[slot];
    }

    int datagrams(int slot) {
        return datagrams[slot];
    }

    /// Does the slot's message ask for a source address?
    boolean hasSource(int slot) {
        return sourced[slot];
    }

    /// Lets the slot send the whole run as one message.
    ///
    /// @param link the interface that it insists on if it has a source, 0 for none
    void putRun(int slot, SendBatch batch, int run, int link) {
        put(slot, batch, run, link, batch.offset(run), batch.length(run), batch.segments(run));
    }

    /// Lets slots from `first` on send the run's datagrams, each as a message.
    void putSingly(int first, SendBatch batch, int run, int link) {
        int size = batch.segmentSize(run);
        long end = batch.offset(run) + batch.length(run);
        int slot = first;
        for (long at = batch.offset(run); at < end; at += size) {
            put(slot++, batch, run, link, at, (int) Math.min(size, end - at), 1);
        }
    }

    /// Takes the source address out of the slot's message, so that routing chooses it.
    void dropSource(int slot, SendBatch batch) {
        sourced[slot] = false;
        putControl(slot, batch);
    }

    private void put(int slot, SendBatch batch, int run, int link, long offset, int length, int count) {
        Endpoint to = batch.endpoint(run);
        runs[slot] = run;
        datagrams[slot] = count;
        sourced[slot] = to.hasSource() && !to.sourceRefused;
        interfaces[slot] = link;
        Iovec.set(iovecs, slot * Iovec.SIZE, slab + offset, length);
        long name = (long) slot * Sockaddr.SIZE;
        int nameLength = to.v6
                ? Sockaddr.putIpv6(names, name, to.high, to.low, to.port, to.scope)
                : Sockaddr.putIpv4(names, name, (int) to.low, to.port);
        headers.set(JAVA_INT, slot * Mmsghdr.SIZE + Msghdr.NAME_LENGTH, nameLength);
        putControl(slot, batch);
    }

    private void putControl(int slot, SendBatch batch) {
        int run = runs[slot];
        Endpoint to = batch.endpoint(run);
        long from = (long) slot * CONTROL;
        long at = from;
        if (datagrams[slot] > 1) {
            controls.set(JAVA_SHORT, at + Cmsghdr.SIZE, (short) batch.segmentSize(run));
            at = Cmsghdr.put(controls, at, Inet.SOL_UDP, Inet.UDP_SEGMENT, Short.BYTES);
        }
        if (sourced[slot]) {
            at = putSource(at, to, interfaces[slot]);
        }
        if (batch.trafficClass(run) != 0) {
            controls.set(JAVA_INT, at + Cmsghdr.SIZE, batch.trafficClass(run));
            at = to.v6
                    ? Cmsghdr.put(controls, at, Inet.IPPROTO_IPV6, Inet.IPV6_TCLASS, Integer.BYTES)
                    : Cmsghdr.put(controls, at, Inet.IPPROTO_IP, Inet.IP_TOS, Integer.BYTES);
        }
        headers.set(JAVA_LONG, slot * Mmsghdr.SIZE + Msghdr.CONTROL_LENGTH, at - from);
    }

    private long putSource(long at, Endpoint to, int link) {
        if (to.v6) {
            Pktinfo.putIpv6(controls, at + Cmsghdr.SIZE, to.sourceHigh, to.sourceLow, link);
            return Cmsghdr.put(controls, at, Inet.IPPROTO_IPV6, Inet.IPV6_PKTINFO, Pktinfo.IPV6_SIZE);
        }
        Pktinfo.putIpv4(controls, at + Cmsghdr.SIZE, (int) to.sourceLow, link);
        return Cmsghdr.put(controls, at, Inet.IPPROTO_IP, Inet.IP_PKTINFO, Pktinfo.IPV4_SIZE);
    }
}
