package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnreachableTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void an_ipv4_sender_is_told_at_once_that_nobody_is_there() {
        byte[] packet = Packets.of("10.0.0.1", "10.99.0.1", "anybody?");
        byte[] told = answer(packet);
        assertEquals(20 + 8 + packet.length, told.length);
        assertEquals(0xffff, Packets.sum(told, 20));
        assertEquals(0xffff, Packets.sum(Arrays.copyOfRange(told, 20, told.length), told.length - 20));
        assertEquals(1, told[9]);
        assertEquals(3, told[20]);
        assertEquals(1, told[21]);
        assertArrayEquals(Arrays.copyOfRange(packet, 12, 16), Arrays.copyOfRange(told, 16, 20), "to the sender");
        assertArrayEquals(packet, Arrays.copyOfRange(told, 28, told.length));
    }

    @Test
    void an_ipv6_sender_is_told_at_once_that_nobody_is_there() {
        byte[] packet = Packets.of("fd00::1", "fd99::1", "anybody?");
        byte[] told = answer(packet);
        assertEquals(40 + 8 + packet.length, told.length);
        assertEquals(58, told[6]);
        assertEquals(1, told[40]);
        assertEquals(3, told[41]);
        assertArrayEquals(Arrays.copyOfRange(packet, 8, 24), Arrays.copyOfRange(told, 24, 40), "to the sender");
        assertArrayEquals(packet, Arrays.copyOfRange(told, 48, told.length));
        ByteBuffer pseudo = ByteBuffer.allocate(40 + told.length - 40);
        pseudo.put(told, 8, 32).putInt(told.length - 40).putInt(58).put(told, 40, told.length - 40);
        assertEquals(0xffff, Packets.sum(pseudo.array(), pseudo.capacity()));
    }

    @Test
    void a_large_packet_is_quoted_in_part() {
        assertEquals(576, answer(Packets.ofLength("10.0.0.1", "10.99.0.1", 1400)).length);
        pair.advanceSeconds(1);
        pair.alice.tun.received.clear();
        assertEquals(1280, answer(Packets.ofLength("fd00::1", "fd99::1", 1400)).length);
    }

    @Test
    void errors_fragments_multicast_and_senders_without_address_are_not_answered() {
        byte[] error = Packets.of("10.0.0.1", "10.99.0.1", "x");
        error[9] = 1;
        error[20] = 3;
        byte[] fragment = Packets.of("10.0.0.1", "10.99.0.1", "x");
        fragment[7] = 1;
        byte[] error6 = Packets.of("fd00::1", "fd99::1", "x");
        error6[6] = 58;
        error6[40] = 1;
        for (byte[] packet : List.of(
                error,
                fragment,
                error6,
                Packets.of("10.0.0.1", "224.0.0.251", "x"),
                Packets.of("10.0.0.1", "255.255.255.255", "x"),
                Packets.of("0.0.0.0", "10.99.0.1", "x"),
                Packets.of("fd00::1", "ff02::1", "x"),
                Packets.of("::", "fd99::1", "x"))) {
            pair.alice.send(packet);
        }
        pair.pump();
        assertEquals(List.of(), pair.alice.tun.received);
    }

    @Test
    void pings_are_answered() {
        byte[] ping = Packets.of("10.0.0.1", "10.99.0.1", "x");
        ping[9] = 1;
        ping[20] = 8;
        pair.alice.send(ping);
        byte[] ping6 = Packets.of("fd00::1", "fd99::1", "x");
        ping6[6] = 58;
        ping6[40] = (byte) 128;
        pair.alice.send(ping6);
        pair.pump();
        assertEquals(2, pair.alice.tun.received.size());
    }

    @Test
    void a_hundred_a_second_are_told_and_no_more() {
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < 10; j++) {
                pair.alice.send(Packets.of("10.0.0.1", "10.99.0.1", "x"));
            }
            pair.advance(1_000_000);
        }
        int told = pair.alice.tun.received.size();
        assertTrue(told >= 100 && told <= 121, told + " in a second");
    }

    private byte[] answer(byte[] packet) {
        pair.alice.send(packet);
        pair.pump();
        assertEquals(1, pair.alice.tun.received.size());
        return pair.alice.tun.received.getFirst();
    }
}
