package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.noise.Keypair;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What a malicious peer seals, and what a confused kernel hands over.
class PacketFuzzTest {
    private static final int[] GSO_TYPES = {0, 0, 1, 3, 4, 5, 0x81, 0x84, 0x7f};

    @Test
    void whatever_a_peer_seals_only_sound_packets_from_its_own_address_come_out() {
        Fuzz.run(PacketFuzzTest::sealAnything);
    }

    @Test
    void whatever_frame_the_kernel_hands_over_the_tunnel_goes_on() {
        Fuzz.run(PacketFuzzTest::sendAnything);
    }

    private static void sealAnything(RandomGenerator random) {
        try (DevicePair pair = new DevicePair(random.nextLong());
                Arena arena = Arena.ofConfined();
                Aead aead = Aead.best()) {
            if (random.nextBoolean()) {
                pair.bob.tun.joining();
                pair.bob.apply(new DeviceUpdate().listenPort(51821));
                pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).endpoint(pair.bob.endpoint()));
            }
            pair.connected();
            Keypair session = pair.alice.session(pair.bob);
            MemorySegment slab = arena.allocate(80_000);
            for (int i = 0; i < 200; i++) {
                byte[] packet = Mutation.of(corpus(), random);
                MemorySegment.copy(packet, 0, slab, ValueLayout.JAVA_BYTE, 16, packet.length);
                long counter = session.reserve(1);
                TransportMessage.writeHeader(slab, 0, session.remoteIndex(), counter);
                aead.seal(session.send(), counter, slab, 16, packet.length);
                byte[] message = slab.asSlice(0, packet.length + 32).toArray(ValueLayout.JAVA_BYTE);
                Endpoint alice = pair.alice.endpoint();
                pair.network.inject(new Datagram(alice, pair.bob.endpoint(), random.nextInt(4), message));
            }
            pair.pump();
            for (byte[] packet : pair.bob.tun.received) {
                MemorySegment memory = MemorySegment.ofArray(packet);
                assertEquals(packet.length, IpPacket.length(memory, 0, packet.length));
                boolean ipv6 = IpPacket.isIpv6(memory, 0);
                assertEquals(ipv6 ? 0xfd00L << 48 : 0x0a00_0001L << 32, IpPacket.sourceHigh(memory, 0));
                assertEquals(ipv6 ? 1 : 0, IpPacket.sourceLow(memory, 0));
            }
            pair.bob.tun.received.clear();
            pair.aliceSends("unharmed");
            pair.pump();
            assertEquals(List.of("unharmed"), pair.bob.received());
        }
    }

    private static void sendAnything(RandomGenerator random) {
        try (DevicePair pair = new DevicePair(random.nextLong())) {
            if (random.nextBoolean()) {
                pair.connected();
            }
            for (int i = 0; i < 200; i++) {
                pair.alice.tun.sendFrame(frame(random));
            }
            pair.pump();
            assertEquals(0, pair.bob.dropped(Drop.AUTHENTICATION_FAILED));
            assertEquals(0, pair.bob.dropped(Drop.REPLAYED));
            pair.bob.tun.received.clear();
            pair.aliceSends("unharmed");
            pair.advanceSeconds(6);
            assertTrue(pair.bob.received().contains("unharmed"));
        }
    }

    private static byte[] frame(RandomGenerator random) {
        byte[] packet = Mutation.of(corpus(), random);
        byte[] frame = new byte[VirtioNetHeader.SIZE + packet.length];
        System.arraycopy(packet, 0, frame, VirtioNetHeader.SIZE, packet.length);
        MemorySegment memory = MemorySegment.ofArray(frame);
        int headers = packet.length > 0 && packet[0] >>> 4 == 6 ? 40 : 20;
        VirtioNetHeader.putGso(
                memory, 0, GSO_TYPES[random.nextInt(GSO_TYPES.length)], random.nextInt(200), random.nextInt(1500));
        if (random.nextInt(4) > 0) {
            int start = random.nextInt(4) > 0 ? headers : random.nextInt(65_536);
            VirtioNetHeader.putMissingChecksum(memory, 0, start, random.nextBoolean() ? 16 : 6);
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(frame, random.nextInt(frame.length + 1)) : frame;
    }

    private static List<byte[]> corpus() {
        List<byte[]> corpus = new ArrayList<>();
        corpus.add(Packets.of("10.0.0.1", "10.0.0.2", "text"));
        corpus.add(Packets.of("fd00::1", "fd00::2", "text"));
        corpus.add(Packets.ofLength("10.0.0.1", "10.0.0.2", 1420));
        corpus.add(Packets.ofLength("fd00::1", "fd00::2", 1420));
        corpus.add(Packets.ofLength("10.0.0.1", "10.0.0.2", 40_000));
        for (byte[] large :
                List.of(Packets.ofLength("10.0.0.1", "10.0.0.2", 9000), Packets.ofLength("fd00::1", "fd00::2", 9000))) {
            boolean ipv6 = large[0] >>> 4 == 6;
            large[ipv6 ? 6 : 9] = 6;
            large[(ipv6 ? 40 : 20) + 12] = 0x50;
            large[(ipv6 ? 40 : 20) + 13] = 0x10;
            corpus.add(large);
        }
        corpus.add(new byte[0]);
        corpus.add(new byte[20]);
        return corpus;
    }
}
