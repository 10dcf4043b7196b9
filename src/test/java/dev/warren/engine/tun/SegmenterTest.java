package dev.warren.engine.tun;

import static dev.warren.engine.tun.PacketBuilder.ACK;
import static dev.warren.engine.tun.PacketBuilder.FIN;
import static dev.warren.engine.tun.PacketBuilder.PSH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.VirtioNetHeader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmenterTest {
    private static final int CWR = 0x80;

    @Test
    void two_hundred_bytes_cut_at_a_hundred_make_two_packets_of_every_kind() {
        assertEquals(List.of(140, 140), lengths(cut(PacketBuilder.tcp4().payload(200), 100)));
        assertEquals(List.of(160, 160), lengths(cut(PacketBuilder.tcp6().payload(200), 100)));
        assertEquals(List.of(128, 128), lengths(cut(PacketBuilder.udp4().payload(200), 100)));
        assertEquals(List.of(148, 148), lengths(cut(PacketBuilder.udp6().payload(200), 100)));
    }

    @Test
    void the_last_packet_has_what_is_left() {
        assertEquals(List.of(140, 140, 41), lengths(cut(PacketBuilder.tcp4().payload(201), 100)));
    }

    @Test
    void a_frame_shorter_than_its_segment_size_is_one_packet() {
        byte[] packet = PacketBuilder.tcp4().payload(99).flags(ACK | PSH).build();
        assertArrayEquals(
                packet,
                cut(PacketBuilder.tcp4().payload(99).flags(ACK | PSH), 100).getFirst());
    }

    @Test
    void packets_are_those_that_the_sender_would_have_made_itself() {
        Random random = new Random(793);
        for (int round = 0; round < 200; round++) {
            PacketBuilder whole = randomPacket(random, round);
            int segmentSize = 1 + random.nextInt(whole.payload().length < 3_000 ? 40 : 1_400);
            List<byte[]> expected = new ArrayList<>();
            byte[] payload = whole.payload();
            for (int from = 0; from < payload.length; from += segmentSize) {
                boolean last = from + segmentSize >= payload.length;
                int flags = whole.flags() & ~(last ? 0 : FIN | PSH) & ~(from == 0 ? 0 : CWR);
                expected.add(
                        whole.payload(Arrays.copyOfRange(payload, from, Math.min(payload.length, from + segmentSize)))
                                .flags(flags)
                                .id(whole.id() + expected.size())
                                .sequence(whole.sequence() + from)
                                .build());
            }
            List<byte[]> actual = cut(whole, segmentSize);
            assertEquals(expected.size(), actual.size());
            for (int i = 0; i < expected.size(); i++) {
                assertTrue(PlainChecksum.verifies(actual.get(i)));
                assertArrayEquals(expected.get(i), actual.get(i));
            }
        }
    }

    private static PacketBuilder randomPacket(Random random, int round) {
        return PacketBuilder.of(random.nextBoolean(), random.nextBoolean())
                .trafficClass(random.nextInt(256))
                .hopLimit(random.nextInt(256))
                .id(random.nextInt(65_536))
                .sequence(random.nextInt())
                .acknowledgment(random.nextInt())
                .window(random.nextInt(65_536))
                .flags(ACK
                        | (random.nextBoolean() ? PSH : 0)
                        | (random.nextBoolean() ? FIN : 0)
                        | (random.nextBoolean() ? CWR : 0))
                .options(random.nextBoolean() ? "" : "0101080a0102030405060708")
                .payload(random, 1 + random.nextInt(round % 8 == 0 ? 65_000 : 3_000));
    }

    @Test
    void ipv4_options_are_part_of_every_packet() {
        byte[] plain = PacketBuilder.udp4().payload(200).buildUnfinished();
        byte[] packet = new byte[plain.length + 4];
        System.arraycopy(plain, 0, packet, 0, 20);
        packet[0] = 0x46;
        packet[20] = 1;
        System.arraycopy(plain, 20, packet, 24, plain.length - 20);
        List<byte[]> packets = cut(TestFrame.of(packet).gso(VirtioNetHeader.GSO_UDP_L4, 100, 24, 6));
        assertEquals(List.of(132, 132), lengths(packets));
        packets.forEach(cut -> assertTrue(PlainChecksum.verifies(cut)));
    }

    @Test
    void ipv6_extension_headers_are_part_of_every_packet() {
        byte[] plain = PacketBuilder.tcp6().payload(200).buildUnfinished();
        byte[] packet = new byte[plain.length + 8];
        System.arraycopy(plain, 0, packet, 0, 40);
        packet[6] = 60;
        packet[40] = 6;
        packet[42] = 1;
        packet[43] = 4;
        System.arraycopy(plain, 40, packet, 48, plain.length - 40);
        List<byte[]> packets = cut(TestFrame.of(packet).gso(VirtioNetHeader.GSO_TCPV6, 100, 48, 16));
        assertEquals(List.of(168, 168), lengths(packets));
        for (byte[] cut : packets) {
            assertEquals(128, PacketBuilder.getShort(cut, 4));
            assertEquals(0xffff, PlainChecksum.sum(cut, 48, 120, PlainChecksum.pseudoHeader(cut, 6, 120)));
        }
    }

    @Test
    void the_header_length_that_the_kernel_reports_is_not_believed() {
        TestFrame frame = TestFrame.cuttable(PacketBuilder.tcp4().payload(200), 100);
        for (int headerLength : new int[] {0, 1, 20, 128, 65_535}) {
            assertEquals(List.of(140, 140), lengths(cut(frame.headerLength(headerLength))));
        }
    }

    @Test
    void a_packet_without_flags_stays_as_it_is_even_if_its_checksum_is_wrong() {
        byte[] packet = PacketBuilder.udp4().payload(33).buildDamaged();
        assertArrayEquals(packet, cut(TestFrame.of(packet)).getFirst());
        byte[] icmp = Arrays.copyOf(packet, 28);
        icmp[9] = 1;
        assertArrayEquals(icmp, cut(TestFrame.of(icmp)).getFirst());
    }

    @Test
    void a_missing_checksum_is_filled_in() {
        for (PacketBuilder packet :
                List.of(PacketBuilder.tcp4(), PacketBuilder.tcp6(), PacketBuilder.udp4(), PacketBuilder.udp6())) {
            PacketBuilder built = packet.payload(333);
            TestFrame frame = TestFrame.of(built.buildUnfinished())
                    .missingChecksum(built.networkLength(), built.checksumOffset());
            assertArrayEquals(built.build(), cut(frame).getFirst());
        }
    }

    @Test
    void a_udp_checksum_of_zero_is_sent_as_ones() {
        for (PacketBuilder empty : List.of(PacketBuilder.udp4(), PacketBuilder.udp6())) {
            PacketBuilder packet = empty.payload(payloadThatSumsToZero(empty));
            byte[] expected = packet.build();
            assertEquals(0xffff, PacketBuilder.getShort(expected, packet.networkLength() + 6));
            assertArrayEquals(expected, cut(packet, 1000).getFirst());
            TestFrame whole = TestFrame.of(packet.buildUnfinished()).missingChecksum(packet.networkLength(), 6);
            assertArrayEquals(expected, cut(whole).getFirst());
        }
    }

    private static byte[] payloadThatSumsToZero(PacketBuilder packet) {
        byte[] zeros = packet.payload(new byte[2]).build();
        byte[] payload = new byte[2];
        PacketBuilder.putShort(payload, 0, PacketBuilder.getShort(zeros, packet.networkLength() + 6));
        return payload;
    }

    @Test
    void what_all_packets_share_can_be_asked_for() {
        Segmenter segmenter = new Segmenter();
        byte[] frame = TestFrame.cuttable(
                        PacketBuilder.tcp6().trafficClass(0xb9).payload(200), 150)
                .bytes();
        assertTrue(segmenter.reset(MemorySegment.ofArray(frame), 0, frame.length));
        assertTrue(segmenter.ipv6());
        assertEquals(0xb9, segmenter.trafficClass());
        assertEquals(10 + 24, segmenter.destinationOffset());
        assertEquals(2, segmenter.count());
        assertEquals(210, segmenter.maxSegmentLength());

        frame = TestFrame.of(PacketBuilder.udp4().trafficClass(0x02).payload(20).build())
                .bytes();
        assertTrue(segmenter.reset(MemorySegment.ofArray(frame), 0, frame.length));
        assertFalse(segmenter.ipv6());
        assertEquals(0x02, segmenter.trafficClass());
        assertEquals(10 + 16, segmenter.destinationOffset());
        assertEquals(1, segmenter.count());
        assertEquals(48, segmenter.maxSegmentLength());
    }

    @Test
    void frames_that_contradict_themselves_are_invalid() {
        byte[] tcp4 = PacketBuilder.tcp4().payload(200).buildUnfinished();
        byte[] tcp6 = PacketBuilder.tcp6().payload(200).buildUnfinished();
        assertInvalid("empty", TestFrame.of(new byte[0]));
        assertInvalid("short IPv4", TestFrame.of(Arrays.copyOf(tcp4, 19)));
        assertInvalid("short IPv6", TestFrame.of(Arrays.copyOf(tcp6, 39)));
        assertInvalid("version 0", TestFrame.of(new byte[60]));
        assertInvalid("checksum beyond the end", TestFrame.of(tcp4).missingChecksum(tcp4.length - 17, 16));
        assertInvalid("checksum far beyond", TestFrame.of(tcp4).missingChecksum(65_535, 65_535));
        assertInvalid("unknown type", TestFrame.of(tcp4).gso(2, 100, 20, 16));
        assertInvalid("UDP fragmentation", TestFrame.of(tcp4).gso(VirtioNetHeader.GSO_UDP, 100, 20, 16));
        assertInvalid(
                "ECN with UDP",
                TestFrame.of(tcp4).gso(VirtioNetHeader.GSO_UDP_L4 | VirtioNetHeader.GSO_ECN, 100, 20, 6));
        assertInvalid("IPv4 said to be IPv6", TestFrame.of(tcp4).gso(VirtioNetHeader.GSO_TCPV6, 100, 20, 16));
        assertInvalid("IPv6 said to be IPv4", TestFrame.of(tcp6).gso(VirtioNetHeader.GSO_TCPV4, 100, 40, 16));
        assertInvalid("size of zero", TestFrame.of(tcp4).gso(VirtioNetHeader.GSO_TCPV4, 0, 20, 16));
        assertInvalid("TCP said to be UDP", TestFrame.of(tcp4).gso(VirtioNetHeader.GSO_UDP_L4, 100, 20, 6));
        assertInvalid("start inside the IPv4 header", TestFrame.of(tcp4).gso(VirtioNetHeader.GSO_TCPV4, 100, 16, 16));
        assertInvalid("start behind the IPv4 header", TestFrame.of(tcp4).gso(VirtioNetHeader.GSO_TCPV4, 100, 24, 16));
        assertInvalid("start inside the IPv6 header", TestFrame.of(tcp6).gso(VirtioNetHeader.GSO_TCPV6, 100, 36, 16));
        assertInvalid("wrong checksum field", TestFrame.of(tcp4).gso(VirtioNetHeader.GSO_TCPV4, 100, 20, 6));
        assertInvalid(
                "no checksum asked for",
                TestFrame.of(tcp4).gso(VirtioNetHeader.GSO_TCPV4, 100, 20, 16).flags(0));
        assertInvalid(
                "data offset too small",
                TestFrame.of(patched(tcp4, 32, 0x40)).gso(VirtioNetHeader.GSO_TCPV4, 100, 20, 16));
        assertInvalid(
                "data offset beyond the end",
                TestFrame.of(Arrays.copyOf(patched(tcp4, 32, 0xf0), 70)).gso(VirtioNetHeader.GSO_TCPV4, 100, 20, 16));
        assertInvalid(
                "IPv4 header too small",
                TestFrame.of(patched(tcp4, 0, 0x44)).gso(VirtioNetHeader.GSO_TCPV4, 100, 16, 16));
        assertInvalid("fragment", TestFrame.of(patched(tcp4, 6, 0x20)).gso(VirtioNetHeader.GSO_TCPV4, 100, 20, 16));
    }

    private static byte[] patched(byte[] packet, int offset, int value) {
        byte[] copy = packet.clone();
        copy[offset] = (byte) value;
        return copy;
    }

    private static void assertInvalid(String why, TestFrame frame) {
        byte[] bytes = frame.bytes();
        assertFalse(new Segmenter().reset(MemorySegment.ofArray(bytes), 0, bytes.length), why);
    }

    @Test
    void no_frame_makes_it_throw_or_leave_its_room() {
        Random random = new Random(6);
        Segmenter segmenter = new Segmenter();
        for (int round = 0; round < 30_000; round++) {
            PacketBuilder packet =
                    PacketBuilder.of(random.nextBoolean(), random.nextBoolean()).payload(random.nextInt(64));
            byte[] frame = TestFrame.cuttable(packet, 1 + random.nextInt(40)).bytes();
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                frame[random.nextInt(Math.min(frame.length, 50))] = (byte) random.nextInt();
            }
            int length = random.nextInt(8) == 0 ? random.nextInt(frame.length + 1) : frame.length;
            if (segmenter.reset(MemorySegment.ofArray(frame), 0, length)) {
                byte[] room = new byte[segmenter.maxSegmentLength()];
                int payload = 0;
                for (int i = 0; i < segmenter.count(); i++) {
                    int copied = segmenter.copy(i, MemorySegment.ofArray(room), 0);
                    assertTrue(copied <= room.length);
                    payload += copied;
                }
                assertTrue(payload >= length - VirtioNetHeader.SIZE);
            }
        }
    }

    private static List<byte[]> cut(PacketBuilder whole, int segmentSize) {
        return cut(TestFrame.cuttable(whole, segmentSize));
    }

    private static List<byte[]> cut(TestFrame frame) {
        return TestFrame.cut(frame.bytes());
    }

    private static List<Integer> lengths(List<byte[]> packets) {
        return packets.stream().map(packet -> packet.length).toList();
    }
}
