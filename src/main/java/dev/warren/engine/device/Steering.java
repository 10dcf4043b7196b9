package dev.warren.engine.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Shares what is read from a TUN device among several threads that encrypt: each flow always goes to the same one, so
/// that no flow is reordered.
///
/// 1. One thread reads each frame into a spare buffer.
/// 2. Addresses and ports tell which [SteeredFrames] it belongs to; the buffer changes places with a free one there.
/// 3. When that has no room, the reading thread waits: what comes meanwhile waits in the kernel, which drops it when it
///    is too much.
///
/// A TCP segment's flow is its addresses and ports, anything else's its addresses and protocol, because fragments of
/// datagrams have no ports and must not overtake whole ones.
final class Steering implements AutoCloseable {
    /// Frames that are read before the caller looks up.
    private static final int MAX_FRAMES = 64;

    private static final int TCP = 6;
    private static final int FRAGMENT = 0x3fff;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Tun tun;
    private final SteeredFrames[] ways;
    private final Arena arena = Arena.ofShared();
    private MemorySegment spare = arena.allocate(Tun.MAX_FRAME, 64);
    private long workThen;

    /// @param ways how many threads share the frames
    Steering(Tun tun, int ways) {
        this.tun = tun;
        this.ways = new SteeredFrames[ways];
        for (int i = 0; i < ways; i++) {
            this.ways[i] = new SteeredFrames(arena);
        }
    }

    /// What one of the threads gets.
    SteeredFrames way(int index) {
        return ways[index];
    }

    /// Shares out what waits now; for one thread.
    ///
    /// @return frames read, 0 if none waited, or −errno when the TUN device can't be read any more
    int pump() {
        int frames = 0;
        while (frames < MAX_FRAMES) {
            int length = tun.read(spare, 0, Tun.MAX_FRAME);
            if (length <= 0) {
                return frames == 0 ? length : frames;
            }
            frames++;
            spare = ways[wayOf(spare, length, ways.length)].put(spare, length);
        }
        return frames;
    }

    /// Waits until everything that was shared out has been sent; for the thread that pumps.
    void settle() {
        for (SteeredFrames way : ways) {
            while (!way.isSettled()) {
                Thread.onSpinWait();
            }
        }
    }

    /// Nanoseconds that the threads have worked since this was asked last.
    long worked() {
        long work = 0;
        for (SteeredFrames way : ways) {
            work += way.worked();
        }
        long since = work - workThen;
        workThen = work;
        return since;
    }

    /// Which of so many ways a frame takes.
    static int wayOf(MemorySegment frame, int length, int ways) {
        long flow = flow(frame, VirtioNetHeader.SIZE, length - VirtioNetHeader.SIZE);
        // The upper half of a product with a number near 2⁶⁴ divided by the golden ratio is well mixed.
        return (int) ((flow * 0x9e37_79b9_7f4a_7c15L >>> 32) * ways >>> 32);
    }

    private static long flow(MemorySegment frame, long packet, int length) {
        if (length < IpPacket.IPV4_HEADER) {
            return 0;
        }
        if (!IpPacket.isIpv6(frame, packet)) {
            int protocol = frame.get(JAVA_BYTE, packet + 9);
            long flow = frame.get(LONG, packet + 12) * 31 + protocol;
            boolean whole = (frame.get(SHORT, packet + 6) & FRAGMENT) == 0;
            int header = (frame.get(JAVA_BYTE, packet) & 0x0f) * 4;
            return protocol == TCP && whole ? withPorts(flow, frame, packet + header, length - header) : flow;
        }
        if (length < IpPacket.IPV6_HEADER) {
            return 0;
        }
        int protocol = frame.get(JAVA_BYTE, packet + 6);
        long flow = protocol;
        for (int i = 8; i < IpPacket.IPV6_HEADER; i += Long.BYTES) {
            flow = flow * 31 + frame.get(LONG, packet + i);
        }
        int header = IpPacket.IPV6_HEADER;
        return protocol == TCP ? withPorts(flow, frame, packet + header, length - header) : flow;
    }

    private static long withPorts(long flow, MemorySegment frame, long segment, int length) {
        return length < Integer.BYTES ? flow : flow * 31 + frame.get(INT, segment);
    }

    /// Lets everybody go who waits for frames or for room.
    void end() {
        for (SteeredFrames way : ways) {
            way.end();
        }
    }

    /// Frees the buffers, when all threads have ended.
    @Override
    public void close() {
        end();
        arena.close();
    }
}
