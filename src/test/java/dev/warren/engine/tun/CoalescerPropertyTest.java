package dev.warren.engine.tun;

import static dev.warren.engine.tun.PacketBuilder.ACK;
import static dev.warren.engine.tun.PacketBuilder.DONT_FRAGMENT;
import static dev.warren.engine.tun.PacketBuilder.FIN;
import static dev.warren.engine.tun.PacketBuilder.MORE_FRAGMENTS;
import static dev.warren.engine.tun.PacketBuilder.PSH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.VirtioNetHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever comes out of the tunnel: cutting what was written gives back what was added, byte for byte and flow by
/// flow in order.
class CoalescerPropertyTest {
    private static final int BATCHES = 150;

    private final Random random = new Random(5925);

    @Test
    void what_was_added_can_be_cut_out_of_what_was_written() {
        int added = 0;
        int written = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            List<byte[]> packets = randomTraffic(1 + random.nextInt(200));
            RecordingTun tun = new RecordingTun();
            write(new Coalescer(tun), packets);
            assertSameTraffic(packets, tun.frames);
            added += packets.size();
            written += tun.frames.size();
        }
        assertTrue(written < added * 2 / 3, "joined too little to prove anything: " + written + " of " + added);
    }

    @Test
    void nothing_is_lost_or_changed_when_the_kernel_refuses_some_joined_frames() {
        for (int batch = 0; batch < BATCHES; batch++) {
            List<byte[]> packets = randomTraffic(1 + random.nextInt(100));
            int refused = List.of(VirtioNetHeader.GSO_TCPV4, VirtioNetHeader.GSO_TCPV6, VirtioNetHeader.GSO_UDP_L4)
                    .get(batch % 3);
            RecordingTun tun = new RecordingTun().answering(frame -> frame[1] == refused ? -Errno.EINVAL : 0);
            write(new Coalescer(tun), packets);
            assertSameTraffic(packets, tun.frames);
        }
    }

    @Test
    void bytes_that_are_hardly_packets_come_out_as_they_went_in() {
        for (int batch = 0; batch < BATCHES; batch++) {
            List<byte[]> packets = randomTraffic(50);
            for (byte[] packet : packets) {
                if (random.nextBoolean()) {
                    packet[random.nextInt(Math.min(packet.length, 48))] = (byte) random.nextInt();
                }
            }
            packets.replaceAll(packet ->
                    random.nextInt(10) == 0 ? Arrays.copyOf(packet, 1 + random.nextInt(packet.length)) : packet);
            RecordingTun tun = new RecordingTun();
            write(new Coalescer(tun), packets);
            List<byte[]> sorted = new ArrayList<>();
            for (byte[] frame : tun.frames) {
                sorted.addAll(cut(frame));
            }
            assertEquals(
                    canonical(packets).stream().sorted().toList(),
                    canonical(sorted).stream().sorted().toList());
        }
    }

    /// Some connections and some datagram flows, interleaved, mostly in order, with everything that disturbs them.
    private List<byte[]> randomTraffic(int count) {
        PacketBuilder[] flows = new PacketBuilder[1 + random.nextInt(8)];
        for (int i = 0; i < flows.length; i++) {
            flows[i] = randomFlow(i);
        }
        List<byte[]> packets = new ArrayList<>();
        int current = 0;
        while (packets.size() < count) {
            if (random.nextInt(4) == 0) {
                current = random.nextInt(flows.length);
            }
            int segment = 1 + flows[current].window() % 700;
            PacketBuilder packet =
                    flows[current].payload(random, random.nextInt(8) == 0 ? random.nextInt(segment + 5) : segment);
            flows[current] =
                    packet.sequence(packet.sequence() + packet.payload().length).id(packet.id() + 1 & 0xffff);
            packets.add(disturbed(packet));
        }
        return packets;
    }

    private PacketBuilder randomFlow(int port) {
        return PacketBuilder.of(random.nextBoolean(), random.nextBoolean())
                .ports(1000 + port % 3, random.nextInt(20) == 0 ? 4789 : 80)
                .sequence(random.nextInt(4) == 0 ? -1000 : random.nextInt())
                .acknowledgment(random.nextInt())
                .id(random.nextInt(65_536))
                .window(random.nextInt(65_536))
                .fragment(random.nextBoolean() ? DONT_FRAGMENT : 0)
                .options(random.nextBoolean() ? "" : "0101080a0102030405060708");
    }

    private byte[] disturbed(PacketBuilder packet) {
        return switch (random.nextInt(40)) {
            case 0 -> packet.buildDamaged();
            case 1 -> packet.flags(ACK | FIN).build();
            case 2 -> packet.payload(0).build();
            case 3 -> packet.sequence(packet.sequence() + 1).build();
            case 4 -> packet.trafficClass(3).build();
            case 5 -> packet.hopLimit(1).build();
            case 6 ->
                packet.ipv6() ? packet.build() : packet.fragment(MORE_FRAGMENTS).build();
            case 7 -> packet.id(random.nextInt(65_536)).build();
            case 8 -> packet.acknowledgment(0).build();
            case 9, 10, 11 -> packet.flags(ACK | PSH).build();
            default -> packet.build();
        };
    }

    private static void write(Coalescer coalescer, List<byte[]> packets) {
        try (Arena arena = Arena.ofConfined()) {
            CoalescerTest.add(coalescer, arena, packets.toArray(byte[][]::new));
            assertEquals(0, coalescer.flush());
        }
    }

    private static void assertSameTraffic(List<byte[]> added, List<byte[]> frames) {
        List<byte[]> written = new ArrayList<>();
        frames.forEach(frame -> written.addAll(cut(frame)));
        assertEquals(byFlow(added), byFlow(written));
    }

    private static List<byte[]> cut(byte[] frame) {
        if (frame[(int) VirtioNetHeader.GSO_TYPE] == VirtioNetHeader.GSO_NONE) {
            assertEquals(
                    0,
                    MemorySegment.ofArray(frame)
                                    .asSlice(0, VirtioNetHeader.SIZE)
                                    .mismatch(MemorySegment.ofArray(new byte[VirtioNetHeader.SIZE]))
                            + 1);
            return List.of(Arrays.copyOfRange(frame, VirtioNetHeader.SIZE, frame.length));
        }
        assertSpeaksForAll(Arrays.copyOfRange(frame, VirtioNetHeader.SIZE, frame.length));
        return TestFrame.cut(frame);
    }

    /// A joined frame is one large packet whose checksum field holds the pseudo header's sum.
    private static void assertSpeaksForAll(byte[] packet) {
        boolean ipv6 = packet[0] >>> 4 == 6;
        int transport = ipv6 ? 40 : 20;
        int protocol = packet[ipv6 ? 6 : 9];
        int rest = packet.length - transport;
        assertEquals(ipv6 ? rest : packet.length, PacketBuilder.getShort(packet, ipv6 ? 4 : 2));
        assertEquals(0xffff, ipv6 ? 0xffff : PlainChecksum.sum(packet, 0, 20, 0));
        int field = PacketBuilder.getShort(packet, transport + (protocol == 6 ? 16 : 6));
        assertEquals(PlainChecksum.pseudoHeader(packet, protocol, rest), field);
        assertEquals(protocol == 17 ? rest : 0, protocol == 17 ? PacketBuilder.getShort(packet, transport + 4) : 0);
    }

    private static Map<String, List<String>> byFlow(List<byte[]> packets) {
        Map<String, List<String>> flows = new TreeMap<>();
        for (byte[] packet : packets) {
            boolean ipv6 = packet[0] >>> 4 == 6;
            String flow = HexFormat.of().formatHex(packet, ipv6 ? 8 : 12, ipv6 ? 44 : 24) + packet[ipv6 ? 6 : 9];
            flows.computeIfAbsent(flow, unseen -> new ArrayList<>()).add(canonical(packet));
        }
        return flows;
    }

    private static List<String> canonical(List<byte[]> packets) {
        return packets.stream().map(CoalescerPropertyTest::canonical).toList();
    }

    /// The packet in hex, without the id where it means nothing, and with its IPv4 checksum reduced to right or
    /// wrong.
    private static String canonical(byte[] packet) {
        byte[] copy = packet.clone();
        if (packet.length >= 20 && packet[0] == 0x45) {
            int checksum = PlainChecksum.sum(packet, 0, 20, 0) == 0xffff ? 0 : PacketBuilder.getShort(packet, 10);
            PacketBuilder.putShort(copy, 10, checksum);
            if (checksum == 0 && (packet[6] & 0x40) != 0) {
                PacketBuilder.putShort(copy, 4, 0);
            }
        }
        return HexFormat.of().formatHex(copy);
    }
}
