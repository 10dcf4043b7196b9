package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SteeringTest {
    private static final int WAYS = 4;

    private final MemoryTun tun = new MemoryTun("steered");

    @Test
    void every_tcp_connection_has_one_way_and_all_together_have_all_ways() {
        for (String[] ends : new String[][] {{"10.0.0.1", "10.0.0.2"}, {"fd00::1", "fd00::2"}}) {
            Set<Integer> ways = new HashSet<>();
            for (int port = 1; port < 200; port++) {
                byte[] packet = tcp(ends[0], ends[1], port, 1);
                ways.add(way(packet));
                assertEquals(way(packet), way(tcp(ends[0], ends[1], port, 7)));
            }
            assertEquals(WAYS, ways.size());
        }
    }

    @Test
    void datagrams_between_two_hosts_have_one_way_whatever_their_ports_because_fragments_have_none() {
        byte[] packet = Packets.of("10.0.0.1", "10.0.0.2", new byte[100]);
        byte[] other = packet.clone();
        ByteBuffer.wrap(other).putShort(20, (short) 77).putShort(6, (short) 0x2000);
        assertEquals(way(packet), way(other));
        byte[] ipv6 = Packets.of("fd00::1", "fd00::2", new byte[100]);
        byte[] port = ipv6.clone();
        port[41]++;
        assertEquals(way(ipv6), way(port));
    }

    @Test
    void hosts_are_spread_over_all_ways() {
        Set<Integer> ways = new HashSet<>();
        for (int host = 1; host < 200; host++) {
            ways.add(way(Packets.of("10.0.0.1", "10.0.0." + host, new byte[10])));
        }
        assertEquals(WAYS, ways.size());
    }

    @Test
    void no_frame_is_too_short_for_a_way() {
        byte[] longest = tcp("10.0.0.1", "10.0.0.2", 80, 1);
        byte[] ipv6 = tcp("fd00::1", "fd00::2", 80, 1);
        for (int length = 0; length < longest.length; length++) {
            assertTrue(way(Arrays.copyOf(longest, length)) < WAYS);
            assertTrue(way(Arrays.copyOf(ipv6, length)) < WAYS);
        }
    }

    @Test
    void threads_of_unequal_speed_get_every_frame_of_their_flows_in_order() throws Exception {
        int frames = 20_000;
        int flows = 50;
        try (Steering steering = new Steering(tun, WAYS)) {
            List<Reader> readers = new ArrayList<>();
            for (int way = 0; way < WAYS; way++) {
                readers.add(new Reader(steering.way(way), way == 0));
            }
            for (int i = 0; i < frames; i++) {
                tun.send(tcp("10.0.0.1", "10.0.0.2", 1000 + i % flows, i));
            }
            int shared = 0;
            while (shared < frames) {
                shared += steering.pump();
            }
            steering.settle();
            assertEquals(0, steering.pump());
            assertTrue(steering.worked() > 0);
            assertEquals(0, steering.worked());
            steering.end();
            int seen = 0;
            for (Reader reader : readers) {
                reader.thread.join();
                assertFalse(reader.disordered);
                seen += reader.seen;
            }
            assertEquals(frames, seen);
        }
    }

    @Test
    void a_device_that_is_gone_is_told() {
        try (Steering steering = new Steering(tun, WAYS)) {
            tun.close();
            assertTrue(steering.pump() < 0);
        }
    }

    /// Takes frames as a thread that encrypts does, and looks at their sequence numbers.
    private static final class Reader {
        final Thread thread;
        private final SteeredFrames frames;
        private final boolean slow;
        private final Map<Short, Integer> latest = new HashMap<>();
        int seen;
        boolean disordered;

        Reader(SteeredFrames frames, boolean slow) {
            this.frames = frames;
            this.slow = slow;
            thread = Thread.ofPlatform().start(this::run);
        }

        private void run() {
            while (frames.await()) {
                while (frames.length() > 0) {
                    look(frames.first());
                    frames.remove();
                    frames.worked(1);
                    if (slow) {
                        Thread.yield();
                    }
                }
            }
        }

        private void look(MemorySegment frame) {
            ByteBuffer packet =
                    ByteBuffer.wrap(frame.asSlice(VirtioNetHeader.SIZE, 40).toArray(ValueLayout.JAVA_BYTE));
            Integer before = latest.put(packet.getShort(20), packet.getInt(24));
            disordered |= before != null && before >= packet.getInt(24);
            seen++;
        }
    }

    private static byte[] tcp(String from, String to, int port, int sequence) {
        byte[] packet = Packets.of(from, to, new byte[20]);
        int header = packet.length - 28;
        packet[header == 20 ? 9 : 6] = 6;
        ByteBuffer.wrap(packet).putShort(header, (short) port).putInt(header + 4, sequence);
        return packet;
    }

    private static int way(byte[] packet) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment frame = arena.allocate(Tun.MAX_FRAME);
            MemorySegment.copy(packet, 0, frame, ValueLayout.JAVA_BYTE, VirtioNetHeader.SIZE, packet.length);
            return Steering.wayOf(frame, VirtioNetHeader.SIZE + packet.length, WAYS);
        }
    }
}
