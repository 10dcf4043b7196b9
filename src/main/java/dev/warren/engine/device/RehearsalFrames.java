package dev.warren.engine.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.PracticeTun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What a machine under load hands to its TUN device, in one turn: much of a TCP stream, an acknowledgment, an echo
/// request, and a datagram.
///
/// As from the kernel, transport checksums are missing, which tells the engine to add them.
final class RehearsalFrames {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private static final int IP_HEADER = 20;
    private static final int TCP_HEADER = 20;
    private static final int TCP_CHECKSUM = 16;
    private static final int UDP_CHECKSUM = 6;
    private static final int SEGMENTS = 44;
    private static final int SHORT_PACKET = 64;

    private static final long PACKET = VirtioNetHeader.SIZE;
    private static final long TRANSPORT = PACKET + IP_HEADER;

    private final int segment;
    private final MemorySegment stream;
    private final MemorySegment acknowledgment;
    private final MemorySegment echo;
    private final MemorySegment datagram;
    private int sequence;

    RehearsalFrames(Arena arena, int mtu) {
        segment = mtu - IP_HEADER - TCP_HEADER;
        stream = arena.allocate(TRANSPORT + TCP_HEADER + (long) segment * SEGMENTS, 64);
        acknowledgment = arena.allocate(TRANSPORT + TCP_HEADER, 8);
        echo = arena.allocate(PACKET + SHORT_PACKET, 8);
        datagram = arena.allocate(PACKET + SHORT_PACKET, 8);
    }

    /// Writes the frames down, for these addresses.
    void between(byte[] source, byte[] destination) {
        for (MemorySegment frame : new MemorySegment[] {stream, acknowledgment}) {
            putIp(frame, TCP, source, destination);
            // Data offset and the ACK flag.
            frame.set(SHORT, TRANSPORT + 12, (short) 0x5010);
            VirtioNetHeader.putMissingChecksum(frame, 0, IP_HEADER, TCP_CHECKSUM);
        }
        VirtioNetHeader.putGso(stream, 0, VirtioNetHeader.GSO_TCPV4, IP_HEADER + TCP_HEADER, segment);
        acknowledgment.set(SHORT, TRANSPORT, (short) 1);
        putIp(echo, ICMP, source, destination);
        echo.set(JAVA_BYTE, TRANSPORT, (byte) 8);
        putIp(datagram, UDP, source, destination);
        datagram.set(SHORT, TRANSPORT + 4, (short) (SHORT_PACKET - IP_HEADER));
        VirtioNetHeader.putMissingChecksum(datagram, 0, IP_HEADER, UDP_CHECKSUM);
    }

    private static void putIp(MemorySegment frame, int protocol, byte[] source, byte[] destination) {
        frame.set(JAVA_BYTE, PACKET, (byte) 0x45);
        frame.set(SHORT, PACKET + 2, (short) (frame.byteSize() - PACKET));
        frame.set(SHORT, PACKET + 6, (short) 0x4000);
        frame.set(JAVA_BYTE, PACKET + 8, (byte) 64);
        frame.set(JAVA_BYTE, PACKET + 9, (byte) protocol);
        MemorySegment.copy(source, 0, frame, JAVA_BYTE, PACKET + 12, source.length);
        MemorySegment.copy(destination, 0, frame, JAVA_BYTE, PACKET + 16, destination.length);
    }

    void send(PracticeTun tun) {
        stream.set(INT, TRANSPORT + 4, sequence);
        sequence += segment * SEGMENTS;
        tun.send(stream, stream.byteSize());
        tun.send(acknowledgment, acknowledgment.byteSize());
        tun.send(echo, echo.byteSize());
        tun.send(datagram, datagram.byteSize());
    }
}
