package dev.warren.engine.tun;

import static dev.warren.engine.tun.PacketBuilder.ACK;
import static dev.warren.engine.tun.PacketBuilder.FIN;
import static dev.warren.engine.tun.PacketBuilder.MORE_FRAGMENTS;
import static dev.warren.engine.tun.PacketBuilder.PSH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.VirtioNetHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoalescerTest {
    private static final int HEADER = VirtioNetHeader.SIZE;
    private static final int GSO_TYPE = (int) VirtioNetHeader.GSO_TYPE;
    private static final PacketBuilder TCP4 = PacketBuilder.tcp4().payload(100);
    private static final PacketBuilder TCP6 = PacketBuilder.tcp6().payload(100);
    private static final PacketBuilder UDP4 = PacketBuilder.udp4().payload(100);
    private static final PacketBuilder UDP6 = PacketBuilder.udp6().payload(100);

    private final RecordingTun tun = new RecordingTun();

    @Test
    void consecutive_segments_of_one_connection_become_one_frame() {
        write(TCP4.sequence(1), TCP4.sequence(101), TCP4.sequence(201));
        assertLengths(340);
        byte[] frame = tun.frames.getFirst();
        MemorySegment header = MemorySegment.ofArray(frame);
        assertEquals(VirtioNetHeader.NEEDS_CSUM, VirtioNetHeader.flags(header, 0));
        assertEquals(VirtioNetHeader.GSO_TCPV4, VirtioNetHeader.gsoType(header, 0));
        assertEquals(100, VirtioNetHeader.gsoSize(header, 0));
        assertEquals(20, VirtioNetHeader.checksumStart(header, 0));
        assertEquals(16, VirtioNetHeader.checksumOffset(header, 0));
        byte[] packet = Arrays.copyOfRange(frame, HEADER, frame.length);
        assertEquals(340, PacketBuilder.getShort(packet, 2));
        assertEquals(0xffff, PlainChecksum.sum(packet, 0, 20, 0));
        assertEquals(PlainChecksum.pseudoHeader(packet, 6, 320), PacketBuilder.getShort(packet, 36));
    }

    @Test
    void flows_of_all_kinds_join_side_by_side() {
        write(
                TCP4.sequence(1),
                UDP4,
                TCP4.sequence(101),
                UDP4.payload(100),
                TCP6.sequence(1),
                TCP6.sequence(101),
                UDP6,
                UDP6,
                TCP4.from("192.0.2.9"),
                TCP4.ports(1, 3));
        assertLengths(240, 228, 260, 248, 140, 140);
    }

    @Test
    void datagrams_join_only_where_the_interface_takes_them() {
        tun.joining(true, false);
        write(TCP4.sequence(1), UDP4, UDP4, TCP4.sequence(101), UDP6, UDP6);
        assertLengths(240, 128, 128, 148, 148);
    }

    @Test
    void nothing_joins_where_the_interface_takes_only_packets() {
        tun.joining(false, false);
        write(TCP4.sequence(1), TCP4.sequence(101), UDP4, UDP4);
        assertLengths(140, 140, 128, 128);
    }

    @Test
    void a_pushed_segment_ends_its_frame_which_keeps_the_push() {
        write(TCP4.sequence(1), TCP4.sequence(101).flags(ACK | PSH), TCP4.sequence(201), TCP4.sequence(301));
        assertLengths(240, 240);
        assertEquals(ACK | PSH, tun.frames.get(0)[HEADER + 33]);
        assertEquals(ACK, tun.frames.get(1)[HEADER + 33]);
    }

    @Test
    void a_pushed_segment_alone_is_left_alone() {
        write(TCP4.sequence(1).flags(ACK | PSH), TCP4.sequence(101));
        assertLengths(140, 140);
    }

    @Test
    void a_damaged_packet_stays_damaged_and_in_its_place() {
        byte[] damaged = TCP4.sequence(101).buildDamaged();
        write(
                TCP4.sequence(1).build(),
                damaged,
                TCP4.sequence(201).build(),
                TCP4.sequence(301).build());
        assertLengths(140, 140, 240);
        assertArrayEquals(damaged, Arrays.copyOfRange(tun.frames.get(1), HEADER, HEADER + 140));
    }

    @Test
    void a_damaged_first_packet_is_not_made_good_by_the_next() {
        byte[] damaged = UDP6.buildDamaged();
        write(damaged, UDP6.build(), UDP6.build());
        assertLengths(148, 248);
        assertArrayEquals(damaged, Arrays.copyOfRange(tun.frames.getFirst(), HEADER, HEADER + 148));
    }

    @Test
    void a_damaged_ipv4_header_stays_damaged() {
        byte[] damaged = TCP4.sequence(101).build();
        damaged[10] ^= 1;
        write(TCP4.sequence(1).build(), damaged);
        assertLengths(140, 140);
    }

    @Test
    void segments_out_of_order_are_written_in_the_order_they_came() {
        write(TCP4.sequence(101), TCP4.sequence(1), TCP4.sequence(201));
        assertLengths(140, 140, 140);
        assertEquals(List.of(101, 1, 201), sequences());
    }

    @Test
    void a_gap_begins_a_new_frame() {
        write(TCP4.sequence(1), TCP4.sequence(201), TCP4.sequence(301));
        assertLengths(140, 240);
    }

    @Test
    void sequence_numbers_wrap_around() {
        write(TCP4.sequence(-100), TCP4.sequence(0), TCP4.sequence(100));
        assertLengths(340);
    }

    @Test
    void headers_that_differ_keep_segments_apart() {
        PacketBuilder next = TCP4.sequence(101);
        for (PacketBuilder different : List.of(
                next.trafficClass(1),
                next.hopLimit(63),
                next.fragment(0),
                next.acknowledgment(2),
                next.window(2999),
                next.options("01010101"),
                next.flags(ACK | FIN),
                next.flags(ACK | 0x40),
                next.flags(0),
                next.payload(101))) {
            tun.frames.clear();
            write(TCP4.sequence(1), different);
            assertEquals(2, tun.frames.size());
        }
        for (PacketBuilder different :
                List.of(TCP6.sequence(101).trafficClass(1), TCP6.sequence(101).hopLimit(63))) {
            tun.frames.clear();
            write(TCP6.sequence(1), different);
            assertEquals(2, tun.frames.size());
        }
    }

    @Test
    void the_same_options_join_and_different_ones_do_not() {
        PacketBuilder stamped = TCP4.options("0101080a0000000100000002");
        write(stamped.sequence(1), stamped.sequence(101), stamped.sequence(201).options("0101080a0000000200000002"));
        assertLengths(252, 152);
    }

    @Test
    void ids_must_count_up_unless_fragmenting_is_forbidden() {
        PacketBuilder fragmentable = TCP4.fragment(0);
        write(
                fragmentable.sequence(1).id(0xffff),
                fragmentable.sequence(101).id(0),
                fragmentable.sequence(201).id(7));
        assertLengths(240, 140);
        tun.frames.clear();
        write(TCP4.sequence(1).id(5), TCP4.sequence(101).id(5));
        assertLengths(240);
    }

    @Test
    void fragments_are_never_joined_and_nothing_overtakes_them() {
        write(UDP4, UDP4, UDP4.fragment(MORE_FRAGMENTS), UDP4, TCP4, UDP4);
        assertLengths(228, 128, 228, 140);
    }

    @Test
    void a_pure_acknowledgment_does_not_overtake_data_and_is_not_overtaken() {
        write(
                TCP4.sequence(1),
                TCP4.sequence(101),
                TCP4.sequence(201).payload(0),
                TCP4.sequence(201),
                TCP4.sequence(301));
        assertLengths(240, 40, 240);
    }

    @Test
    void other_protocols_neither_join_nor_part_what_joins() {
        byte[] ping = UDP4.build();
        ping[9] = 1;
        write(TCP4.sequence(1).build(), ping, TCP4.sequence(101).build());
        assertLengths(240, 128);
    }

    @Test
    void a_smaller_segment_ends_its_frame() {
        write(TCP4.sequence(1), TCP4.sequence(101).payload(50), TCP4.sequence(151), TCP4.sequence(251));
        assertLengths(190, 240);
        tun.frames.clear();
        write(UDP4, UDP4.payload(1), UDP4);
        assertLengths(129, 128);
    }

    @Test
    void a_larger_segment_begins_a_new_frame() {
        write(
                TCP4.sequence(1),
                TCP4.sequence(101).payload(200),
                TCP4.sequence(301).payload(200));
        assertLengths(140, 440);
    }

    @Test
    void datagrams_without_a_checksum_are_left_alone() {
        byte[] unprotected = UDP4.build();
        PacketBuilder.putShort(unprotected, 26, 0);
        write(unprotected, unprotected.clone());
        assertLengths(128, 128);
    }

    @Test
    void tunnels_inside_the_tunnel_are_left_alone() {
        for (int port : new int[] {4789, 8472, 6081}) {
            tun.frames.clear();
            write(UDP4.ports(1000, port), UDP4.ports(1000, port));
            assertLengths(128, 128);
        }
    }

    @Test
    void a_frame_is_no_longer_than_an_ip_packet_can_be() {
        PacketBuilder large = TCP6.payload(1400);
        write(IntStream.range(0, 50).mapToObj(i -> large.sequence(i * 1400)).toArray(PacketBuilder[]::new));
        assertLengths(60 + 46 * 1400, 60 + 4 * 1400);
    }

    @Test
    void a_frame_has_no_more_datagrams_than_the_kernel_joins_itself() {
        write(IntStream.range(0, 70).mapToObj(i -> UDP4).toArray(PacketBuilder[]::new));
        assertLengths(28 + 6400, 28 + 600);
    }

    @Test
    void more_packets_than_a_batch_holds_are_all_written_in_order() {
        write(IntStream.range(0, 2500)
                .mapToObj(i -> TCP4.payload(1).sequence(i))
                .toArray(PacketBuilder[]::new));
        List<Integer> sequences = new ArrayList<>();
        for (byte[] frame : tun.frames) {
            TestFrame.cut(frame).forEach(packet -> sequences.add(sequence(packet)));
        }
        assertEquals(IntStream.range(0, 2500).boxed().toList(), sequences);
        assertTrue(tun.frames.size() < 10);
    }

    @Test
    void more_flows_than_the_table_holds_are_all_written() {
        List<PacketBuilder> packets = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int port = 0; port < 500; port++) {
                packets.add(TCP4.ports(port, 80).sequence(1 + 100 * round));
            }
        }
        write(packets.toArray(PacketBuilder[]::new));
        int cut = tun.frames.stream()
                .mapToInt(frame -> TestFrame.cut(frame).size())
                .sum();
        assertEquals(1000, cut);
    }

    @Test
    void packets_too_short_to_be_looked_into_are_written_as_they_are() {
        write(new byte[] {0x45}, new byte[] {0x60, 0, 0}, TCP4.build(), Arrays.copyOf(TCP6.build(), 39));
        assertLengths(1, 3, 140, 39);
    }

    @Test
    void a_refused_frame_is_written_packet_by_packet_and_its_protocol_not_joined_again() {
        tun.answering(frame -> frame[GSO_TYPE] == VirtioNetHeader.GSO_TCPV4 ? -Errno.EINVAL : 0);
        List<byte[]> packets = List.of(
                TCP4.sequence(1).build(),
                TCP4.sequence(101).build(),
                TCP4.sequence(201).flags(ACK | PSH).build());
        Coalescer coalescer = write(packets.get(0), packets.get(1), packets.get(2));
        assertEquals(1, coalescer.refusedFrames());
        assertEquals(3, tun.frames.size());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(packets.get(i), Arrays.copyOfRange(tun.frames.get(i), HEADER, tun.frames.get(i).length));
        }
        tun.frames.clear();
        write(coalescer, TCP4.sequence(1).build(), TCP4.sequence(101).build(), UDP4.build(), UDP4.build());
        assertLengths(140, 140, 228);
        assertEquals(1, coalescer.refusedFrames());
    }

    @Test
    void refused_datagrams_are_restored_too() {
        tun.answering(frame -> frame[GSO_TYPE] == VirtioNetHeader.GSO_NONE ? 0 : -Errno.EINVAL);
        write(UDP4.build(), UDP4.build(), UDP6.build(), UDP6.build());
        assertLengths(128, 128, 148, 148);
        tun.frames.forEach(
                frame -> assertTrue(PlainChecksum.verifies(Arrays.copyOfRange(frame, HEADER, frame.length))));
    }

    @Test
    void an_error_loses_only_its_own_frame() {
        tun.answering(frame -> frame.length == HEADER + 240 ? -Errno.EIO : 0);
        try (Arena arena = Arena.ofConfined()) {
            Coalescer coalescer = new Coalescer(tun);
            add(
                    coalescer,
                    arena,
                    UDP4.build(),
                    TCP4.sequence(1).build(),
                    TCP4.sequence(101).build(),
                    UDP6.build());
            assertEquals(2, coalescer.flush());
            assertEquals(0, coalescer.flush());
        }
        assertLengths(128, 148);
    }

    @Test
    void a_packet_outside_its_memory_is_the_callers_mistake() {
        Coalescer coalescer = new Coalescer(tun);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment slab = arena.allocate(100);
            assertThrows(IndexOutOfBoundsException.class, () -> coalescer.add(slab, 60, 41));
        }
    }

    private void assertLengths(Integer... lengths) {
        assertEquals(
                List.of(lengths),
                tun.frames.stream().map(frame -> frame.length - HEADER).toList());
    }

    private List<Integer> sequences() {
        return tun.frames.stream()
                .map(frame -> sequence(Arrays.copyOfRange(frame, HEADER, frame.length)))
                .toList();
    }

    private static int sequence(byte[] packet) {
        return PacketBuilder.getShort(packet, 24) << 16 | PacketBuilder.getShort(packet, 26);
    }

    private Coalescer write(PacketBuilder... packets) {
        return write(Arrays.stream(packets).map(PacketBuilder::build).toArray(byte[][]::new));
    }

    private Coalescer write(byte[]... packets) {
        Coalescer coalescer = new Coalescer(tun);
        write(coalescer, packets);
        return coalescer;
    }

    private static void write(Coalescer coalescer, byte[]... packets) {
        try (Arena arena = Arena.ofConfined()) {
            add(coalescer, arena, packets);
            coalescer.flush();
        }
    }

    /// Lays the packets into one slab with gaps between them, as datagrams lie whose headers and tags were taken
    /// off.
    static void add(Coalescer coalescer, Arena arena, byte[]... packets) {
        int total =
                Arrays.stream(packets).mapToInt(packet -> packet.length + 33).sum();
        MemorySegment slab = arena.allocate(total + 1);
        long offset = 1;
        for (byte[] packet : packets) {
            MemorySegment.copy(MemorySegment.ofArray(packet), 0, slab, offset, packet.length);
            coalescer.add(slab, offset, packet.length);
            offset += packet.length + 33;
        }
    }
}
