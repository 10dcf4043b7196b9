package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IpPacketTest {
    private final byte[] ipv4 = Packets.of("10.1.2.3", "192.168.4.5", "text");
    private final byte[] ipv6 = Packets.of("fd01:2:3:4:5:6:7:8", "fd11:12:13:14:15:16:17:18", "text");

    @Test
    void an_ipv4_packet_tells_its_length_and_addresses() {
        MemorySegment memory = MemorySegment.ofArray(ipv4);
        assertEquals(ipv4.length, IpPacket.length(memory, 0, ipv4.length));
        assertEquals(0x0a010203_00000000L, IpPacket.sourceHigh(memory, 0));
        assertEquals(0, IpPacket.sourceLow(memory, 0));
        assertEquals(0xc0a80405_00000000L, IpPacket.destinationHigh(memory, 0));
        assertEquals(0, IpPacket.destinationLow(memory, 0));
    }

    @Test
    void an_ipv6_packet_tells_its_length_and_addresses() {
        MemorySegment memory = MemorySegment.ofArray(ipv6);
        assertEquals(ipv6.length, IpPacket.length(memory, 0, ipv6.length));
        assertEquals(0xfd01_0002_0003_0004L, IpPacket.sourceHigh(memory, 0));
        assertEquals(0x0005_0006_0007_0008L, IpPacket.sourceLow(memory, 0));
        assertEquals(0xfd11_0012_0013_0014L, IpPacket.destinationHigh(memory, 0));
        assertEquals(0x0015_0016_0017_0018L, IpPacket.destinationLow(memory, 0));
    }

    @Test
    void padding_behind_a_packet_does_not_count() {
        assertEquals(ipv4.length, length(Arrays.copyOf(ipv4, 48)));
        assertEquals(ipv6.length, length(Arrays.copyOf(ipv6, 64)));
    }

    @Test
    void a_packet_that_is_shorter_than_it_says_is_none() {
        assertEquals(0, length(Arrays.copyOf(ipv4, ipv4.length - 1)));
        assertEquals(0, length(Arrays.copyOf(ipv6, ipv6.length - 1)));
        assertEquals(0, length(Arrays.copyOf(ipv6, 39)));
        assertEquals(0, length(Arrays.copyOf(ipv4, 19)));
        assertEquals(0, length(new byte[0]));
    }

    @Test
    void an_ipv4_packet_that_says_it_is_shorter_than_its_header_is_none() {
        ipv4[2] = 0;
        ipv4[3] = 19;
        assertEquals(0, length(ipv4));
    }

    @Test
    void an_ipv6_length_that_overflows_sixteen_bits_is_none() {
        byte[] packet = new byte[65_535];
        packet[0] = 0x60;
        packet[4] = (byte) 0xff;
        packet[5] = (byte) 0xff;
        assertEquals(0, length(packet), "40 + 65,535 is not 39");
    }

    @Test
    void other_versions_are_none() {
        for (int version = 0; version < 16; version++) {
            ipv4[0] = (byte) (version << 4 | 5);
            if (version != 4 && version != 6) {
                assertEquals(0, length(ipv4));
            }
        }
    }

    private static int length(byte[] packet) {
        return IpPacket.length(MemorySegment.ofArray(packet), 0, packet.length);
    }
}
