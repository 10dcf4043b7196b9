package dev.warren.engine.tun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    private static final int LONGEST = 9001;

    private final byte[] bytes = new byte[LONGEST + 8];
    private final MemorySegment heap = MemorySegment.ofArray(bytes);

    ChecksumTest() {
        new Random(1071).nextBytes(bytes);
    }

    @Test
    void every_length_at_every_offset_sums_to_what_the_rfc_says() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment direct = arena.allocate(bytes.length).copyFrom(heap);
            for (int length = 0; length <= LONGEST; length++) {
                int offset = length % 8;
                int expected = PlainChecksum.sum(bytes, offset, length, 0);
                assertEquals(expected, folded(heap, offset, length), "heap, length " + length);
                assertEquals(expected, folded(direct, offset, length), "native, length " + length);
            }
        }
    }

    @Test
    void short_ranges_sum_right_at_all_alignments() {
        for (int offset = 0; offset < 8; offset++) {
            for (int length = 0; length < 70; length++) {
                assertEquals(PlainChecksum.sum(bytes, offset, length, 0), folded(heap, offset, length));
            }
        }
    }

    @Test
    void the_largest_packet_of_ones_does_not_overflow() {
        byte[] ones = new byte[65_535];
        java.util.Arrays.fill(ones, (byte) 0xff);
        assertEquals(PlainChecksum.sum(ones, 0, ones.length, 0), folded(MemorySegment.ofArray(ones), 0, ones.length));
    }

    @Test
    void the_example_of_rfc_1071_section_3() {
        byte[] example = {0x00, 0x01, (byte) 0xf2, 0x03, (byte) 0xf4, (byte) 0xf5, (byte) 0xf6, (byte) 0xf7};
        assertEquals(0xddf2, folded(MemorySegment.ofArray(example), 0, example.length));
    }

    @Test
    void numbers_add_what_their_bytes_would() {
        assertEquals(0x1234, toBigEndian(Checksum.ofShort(0x1234)));
        assertEquals(0x1234, toBigEndian(Checksum.ofShort(0xffff_1234)));
        assertEquals(0x1234 + 0x5678, toBigEndian(Checksum.ofInt(0x1234_5678)));
        assertEquals(0xffff, toBigEndian(Checksum.ofInt(-1)));
    }

    @Test
    void pseudo_headers_sum_right() {
        for (PacketBuilder packet : new PacketBuilder[] {
            PacketBuilder.tcp4(), PacketBuilder.tcp6(), PacketBuilder.udp4(), PacketBuilder.udp6()
        }) {
            byte[] built = packet.payload(77).build();
            int protocol = packet.tcp() ? 6 : 17;
            int length = built.length - packet.networkLength();
            long sum = Checksum.pseudoHeader(MemorySegment.ofArray(built), 0, packet.ipv6(), protocol, length);
            assertEquals(PlainChecksum.pseudoHeader(built, protocol, length), toBigEndian(sum));
        }
    }

    @Test
    void a_stored_checksum_makes_the_sum_intact() {
        byte[] packet = PacketBuilder.tcp4().build();
        MemorySegment segment = MemorySegment.ofArray(packet);
        assertEquals(true, Checksum.isIntact(Checksum.sum(segment, 0, 20)));
        packet[8]--;
        assertEquals(false, Checksum.isIntact(Checksum.sum(segment, 0, 20)));
        Checksum.put(segment, 10, 0);
        Checksum.put(segment, 10, ~Checksum.fold(Checksum.sum(segment, 0, 20)));
        assertEquals(0xffff, PlainChecksum.sum(packet, 0, 20, 0));
        assertEquals(segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, 10) & 0xffff, Checksum.get(segment, 10));
    }

    private static int folded(MemorySegment segment, long offset, int length) {
        return toBigEndian(Checksum.sum(segment, offset, length));
    }

    private static int toBigEndian(long sum) {
        int folded = Checksum.fold(sum);
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? folded : Short.reverseBytes((short) folded) & 0xffff;
    }
}
