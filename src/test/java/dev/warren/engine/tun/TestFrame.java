package dev.warren.engine.tun;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.VirtioNetHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// A frame as the kernel would hand it over, with a header that tests may set as wrong as they like.
record TestFrame(byte[] bytes) {
    static TestFrame of(byte[] packet) {
        byte[] frame = new byte[VirtioNetHeader.SIZE + packet.length];
        System.arraycopy(packet, 0, frame, VirtioNetHeader.SIZE, packet.length);
        return new TestFrame(frame);
    }

    /// The frame that the kernel would make of a large packet.
    static TestFrame cuttable(PacketBuilder packet, int segmentSize) {
        int tcp = packet.ipv6() ? VirtioNetHeader.GSO_TCPV6 : VirtioNetHeader.GSO_TCPV4;
        int type = packet.tcp() ? tcp : VirtioNetHeader.GSO_UDP_L4;
        return of(packet.buildUnfinished())
                .gso(type, segmentSize, packet.networkLength(), packet.checksumOffset())
                .headerLength(packet.headerLength());
    }

    TestFrame gso(int type, int segmentSize, int checksumStart, int checksumOffset) {
        TestFrame copy = missingChecksum(checksumStart, checksumOffset);
        VirtioNetHeader.putGso(MemorySegment.ofArray(copy.bytes), 0, type, 0, segmentSize);
        return copy;
    }

    TestFrame missingChecksum(int start, int offset) {
        TestFrame copy = new TestFrame(bytes.clone());
        VirtioNetHeader.putMissingChecksum(MemorySegment.ofArray(copy.bytes), 0, start, offset);
        return copy;
    }

    TestFrame headerLength(int value) {
        TestFrame copy = new TestFrame(bytes.clone());
        MemorySegment.ofArray(copy.bytes)
                .set(ValueLayout.JAVA_SHORT_UNALIGNED, VirtioNetHeader.HEADER_LENGTH, (short) value);
        return copy;
    }

    TestFrame flags(int value) {
        TestFrame copy = new TestFrame(bytes.clone());
        copy.bytes[0] = (byte) value;
        return copy;
    }

    /// The packets that a valid frame stands for, cut by a [Segmenter].
    static List<byte[]> cut(byte[] frame) {
        Segmenter segmenter = new Segmenter();
        assertTrue(segmenter.reset(MemorySegment.ofArray(frame), 0, frame.length));
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < segmenter.count(); i++) {
            byte[] room = new byte[segmenter.maxSegmentLength()];
            int length = segmenter.copy(i, MemorySegment.ofArray(room), 0);
            packets.add(java.util.Arrays.copyOf(room, length));
        }
        return packets;
    }
}
