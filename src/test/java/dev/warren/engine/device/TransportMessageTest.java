package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportMessageTest {
    @Test
    void the_header_is_type_receiver_and_counter_in_little_endian() {
        byte[] header = new byte[16];
        MemorySegment memory = MemorySegment.ofArray(header);
        TransportMessage.writeHeader(memory, 0, 0x8899aabb, 0xf1f2f3f4f5f6f7f8L);
        assertArrayEquals(HexFormat.of().parseHex("04000000bbaa9988f8f7f6f5f4f3f2f1"), header);
        assertEquals(4, TransportMessage.type(memory, 0));
        assertEquals(0x8899aabb, TransportMessage.receiver(memory, 0));
        assertEquals(0xf1f2f3f4f5f6f7f8L, TransportMessage.counter(memory, 0));
    }

    @ParameterizedTest(name = "{0} bytes at MTU {1}: {2} more")
    @CsvSource({
        "0, 1420, 0", // a keepalive
        "1, 1420, 15",
        "15, 1420, 1",
        "16, 1420, 0",
        "17, 1420, 15",
        "84, 1420, 12", // a ping
        "1408, 1420, 0",
        "1409, 1420, 11", // not beyond the MTU
        "1420, 1420, 0",
        "1421, 1420, 15", // a packet larger than the MTU counts from the last whole one
        "2840, 1420, 0",
        "2841, 1420, 15",
        "2829, 1420, 11",
        "65535, 1420, 9",
        "33, 0, 15", // an MTU that isn't known
        "32, 0, 0",
        "100, 68, 0", // the smallest MTU that Linux has: 100 − 68 = 32
        "67, 68, 1",
        "65535, 65535, 0"
    })
    void a_packet_is_padded_as_linux_does(int length, int mtu, int padding) {
        assertEquals(padding, TransportMessage.padding(length, mtu));
    }

    @Test
    void no_length_at_any_mtu_is_padded_beyond_fifteen_bytes() {
        for (int mtu : new int[] {0, 1, 15, 16, 17, 68, 576, 1280, 1420, 9000, 65_535}) {
            for (int length = 0; length <= 65_535; length++) {
                int padding = TransportMessage.padding(length, mtu);
                assertTrue(padding >= 0 && padding < 16, length + " at " + mtu);
                if (length <= mtu) {
                    assertTrue((length + padding) % 16 == 0 || length + padding == mtu, length + " at " + mtu);
                }
            }
        }
    }

    @Test
    void the_padding_is_zeroes_and_does_not_reach_the_host() {
        try (DevicePair pair = new DevicePair().connected()) {
            pair.alice.send(Packets.ofLength("10.0.0.1", "10.0.0.2", 77));
            pair.alice.send(Packets.ofLength("10.0.0.1", "10.0.0.2", 1420));
            pair.alice.send(Packets.ofLength("10.0.0.1", "10.0.0.2", 1411));
            pair.pump();
            assertEquals(
                    List.of(80 + 32, 1420 + 32, 1420 + 32),
                    pair.network.sent.stream().map(Datagram::length).toList());
            assertEquals(
                    List.of(77, 1420, 1411),
                    pair.bob.tun.received.stream().map(packet -> packet.length).toList());
        }
    }

    @Test
    void an_extreme_mtu_stops_nothing() {
        for (int mtu : new int[] {68, 100, 1280, 9000, 65_535}) {
            try (DevicePair pair = new DevicePair().connected()) {
                pair.alice.tun.mtu(mtu);
                pair.alice.device.mtuChanged();
                pair.alice.send(Packets.ofLength("10.0.0.1", "10.0.0.2", Math.min(mtu, 65_435)));
                pair.aliceSends("small");
                pair.pump();
                assertEquals(2, pair.bob.tun.received.size(), "MTU " + mtu);
            }
        }
    }
}
