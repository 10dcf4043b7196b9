package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 6040 §4.2, figure 4: ECN is 0 not capable, 1 ECT(1), 2 ECT(0), 3 congestion experienced; −1 is "drop".
class EcnTest {
    @ParameterizedTest(name = "inner {0}, outer {1}: {2}")
    @CsvSource({
        "0, 0, 0", "0, 2, 0", "0, 1, 0", "0, 3, -1",
        "2, 0, 2", "2, 2, 2", "2, 1, 1", "2, 3, 3",
        "1, 0, 1", "1, 2, 1", "1, 1, 1", "1, 3, 3",
        "3, 0, 3", "3, 2, 3", "3, 1, 3", "3, 3, 3"
    })
    void what_comes_out_of_the_tunnel_is_marked_as_the_table_says(int inner, int outer, int expected) {
        byte[] ipv4 = Packets.withEcn(Packets.of("10.0.0.1", "10.0.0.2", "x"), inner);
        byte[] ipv6 = Packets.withEcn(Packets.of("fd00::1", "fd00::2", "x"), inner);
        assertEquals(expected >= 0, Ecn.decapsulate(outer, MemorySegment.ofArray(ipv4), 0));
        assertEquals(expected >= 0, Ecn.decapsulate(outer, MemorySegment.ofArray(ipv6), 0));
        if (expected >= 0) {
            assertEquals(expected, Packets.ecn(ipv4));
            assertEquals(expected, Packets.ecn(ipv6));
            assertEquals(0xffff, Packets.sum(ipv4, 20));
        }
    }

    @Test
    void the_checksum_is_the_one_that_a_recalculation_gives_whatever_it_was() {
        for (int id = 0; id < 0x10000; id += 1) {
            byte[] packet = Packets.of("10.0.0.1", "10.0.0.2", "x");
            packet[4] = (byte) (id >>> 8);
            packet[5] = (byte) id;
            byte[] expected = Packets.withEcn(packet.clone(), id % 2 == 0 ? Ecn.CE : Ecn.ECT_1);
            Packets.withEcn(packet, Ecn.ECT_0);
            Ecn.decapsulate(id % 2 == 0 ? Ecn.CE : Ecn.ECT_1, MemorySegment.ofArray(packet), 0);
            assertEquals(Packets.sum(expected, 12), Packets.sum(packet, 12), "id " + id);
        }
    }

    @Test
    void the_rest_of_the_traffic_class_stays() {
        byte[] ipv4 = Packets.of("10.0.0.1", "10.0.0.2", "x");
        ipv4[1] = (byte) (0xb8 | Ecn.ECT_0);
        byte[] ipv6 = Packets.of("fd00::1", "fd00::2", "x");
        ipv6[0] = 0x6b;
        ipv6[1] = (byte) (0x80 | Ecn.ECT_0 << 4 | 0x0f);
        Ecn.decapsulate(Ecn.CE, MemorySegment.ofArray(ipv4), 0);
        Ecn.decapsulate(Ecn.CE, MemorySegment.ofArray(ipv6), 0);
        assertEquals((byte) 0xbb, ipv4[1]);
        assertEquals(0x6b, ipv6[0]);
        assertEquals((byte) 0xbf, ipv6[1]);
    }

    @Test
    void what_goes_into_the_tunnel_lends_its_mark_to_the_outer_packet() {
        for (int ecn = 0; ecn < 4; ecn++) {
            int expected = ecn;
            try (DevicePair pair = new DevicePair().connected()) {
                pair.alice.send(Packets.withEcn(Packets.of("10.0.0.1", "10.0.0.2", "v4"), ecn));
                pair.alice.send(Packets.withEcn(Packets.of("fd00::1", "fd00::2", "v6"), ecn));
                pair.pump();
                assertEquals(2, pair.network.count(datagram -> datagram.trafficClass() == expected));
            }
        }
    }

    @Test
    void a_congestion_mark_on_the_way_reaches_the_receiver() {
        try (DevicePair pair = new DevicePair().connected()) {
            pair.network.eavesdropper((datagram, onward) -> onward.accept(datagram.trafficClass(Ecn.CE)));
            pair.alice.send(Packets.withEcn(Packets.of("10.0.0.1", "10.0.0.2", "capable"), Ecn.ECT_0));
            pair.aliceSends("not capable");
            pair.pump();
            assertEquals(1, pair.bob.tun.received.size());
            assertEquals(Ecn.CE, Packets.ecn(pair.bob.tun.received.getFirst()));
            assertEquals(1, pair.bob.dropped(Drop.ECN_ILLEGAL));
        }
    }

    @Test
    void handshake_messages_carry_dscp_af41() {
        try (DevicePair pair = new DevicePair()) {
            pair.aliceSends("hello");
            pair.pump();
            assertTrue(pair.network.count(datagram -> datagram.type() < 4) >= 2);
            assertFalse(pair.network.sent.stream()
                    .anyMatch(datagram -> datagram.type() < 4 && datagram.trafficClass() != 0x88));
            assertFalse(pair.network.sent.stream()
                    .anyMatch(datagram -> datagram.type() == 4 && datagram.trafficClass() != 0));
        }
    }
}
