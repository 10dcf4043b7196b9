import dev.warren.engine.crypto.Aead;
import dev.warren.engine.noise.Protocol;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Random;

/// Processor time for a packet of 64 bytes, when the table of allowed IPs grows.
///
/// Ten of the peers speak, in random order, or all of 10,000. Every packet is a datagram and a frame of its own, so nothing
/// hides a look-up.
record Packets(List<Client> clients) implements Peers.Measurement {
    private static final int SPEAKERS = 10;
    /// wireguard-go takes no more than 65,536.
    private static final int MAX_PEERS = 50_000;

    private static final int PACKETS = 100_000;
    private static final int BURST = 100;
    private static final long LOST_AFTER = 200_000_000L;
    private static final int WARM_UPS = 2;
    private static final int LENGTH = 64;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    @Override
    public void run(Contender contender, Results results) throws Exception {
        for (int networks : new int[] {10, 1_000, 10_000, 100_000}) {
            run(contender, results, networks, SPEAKERS);
        }
        run(contender, results, 10_000, 10_000);
    }

    private void run(Contender contender, Results results, int networks, int speaking) throws Exception {
        List<Client> speakers = clients.subList(0, speaking);
        int peers = Math.min(networks, MAX_PEERS);
        String who = "%,d networks of %,d peers, %,d of them speaking".formatted(networks, peers, speaking);
        try (Engine engine = new Engine(contender, "0");
                Crowd crowd = new Crowd(speakers);
                Arena arena = Arena.ofShared()) {
            engine.configure("setconf", Network.server() + Network.clients(speakers));
            engine.configure("addconf", Network.strangers(speaking, peers - speaking, networks - speaking));
            crowd.connect();
            Shell.pinSelf("" + (Peers.processors() - 1));
            MemorySegment messages = arena.allocate((long) PACKETS * (LENGTH + Protocol.TRANSPORT_OVERHEAD));
            for (int i = 0; i < WARM_UPS; i++) {
                receive(engine, crowd, messages, i);
                send(engine, crowd, i);
            }
            results.note(contender, "CPU for a packet received, " + who + ", µs", receive(engine, crowd, messages, 7));
            results.note(contender, "CPU for a packet sent, " + who + ", µs", send(engine, crowd, 7));
        } finally {
            Shell.pinSelf(Peers.allProcessors());
        }
    }

    /// @return microseconds for each packet that came through
    private double receive(Engine engine, Crowd crowd, MemorySegment messages, int seed) throws Exception {
        Random random = new Random(seed);
        int[] senders = new int[PACKETS];
        int length = LENGTH + Protocol.TRANSPORT_OVERHEAD;
        try (Aead aead = Aead.best()) {
            for (int i = 0; i < PACKETS; i++) {
                senders[i] = random.nextInt(crowd.clients.size());
                long offset = (long) i * length;
                packet(messages, offset + Protocol.TRANSPORT_HEADER_LENGTH, Client.address(senders[i]));
                crowd.clients.get(senders[i]).seal(aead, messages, offset, LENGTH);
            }
        }
        return each(engine, true, i -> crowd.send(messages, (long) i * length, length, senders[i]));
    }

    private static double send(Engine engine, Crowd crowd, int seed) throws Exception {
        Random random = new Random(seed);
        ByteBuffer payload = ByteBuffer.allocateDirect(LENGTH - 28);
        InetSocketAddress[] addresses = new InetSocketAddress[crowd.clients.size()];
        for (int i = 0; i < addresses.length; i++) {
            byte[] address = ByteBuffer.allocate(4).putInt(Client.address(i)).array();
            addresses[i] = new InetSocketAddress(InetAddress.getByAddress(address), 9);
        }
        try (DatagramChannel socket = DatagramChannel.open()) {
            return each(engine, false, i -> {
                socket.send(payload.clear(), addresses[random.nextInt(addresses.length)]);
                if (i % BURST == 0) {
                    crowd.drain();
                }
            });
        }
    }

    private interface Load {
        void packet(int number) throws Exception;
    }

    /// Bursts that fit into every queue, the next one when the last one is through: so none is lost, whoever is quicker.
    private static double each(Engine engine, boolean received, Load load) throws Exception {
        long before = engine.packets(received);
        long cpu = engine.cpuNanos();
        int sent = 0;
        long lost = 0;
        while (sent < PACKETS) {
            for (int i = 0; i < BURST; i++) {
                load.packet(sent++);
            }
            long begun = System.nanoTime();
            while (engine.packets(received) - before + lost < sent) {
                if (System.nanoTime() - begun > LOST_AFTER) {
                    lost = sent - (engine.packets(received) - before);
                }
            }
        }
        if (lost > PACKETS / 20) {
            throw new IllegalStateException(lost + " of " + PACKETS + " packets were lost");
        }
        return (engine.cpuNanos() - cpu) / 1e3 / (sent - lost);
    }

    /// An IPv4 packet with UDP in it, to an address that the kernel doesn't forward to.
    private static void packet(MemorySegment memory, long offset, int source) {
        memory.asSlice(offset, LENGTH).fill((byte) 0);
        memory.set(SHORT, offset, (short) 0x4500);
        memory.set(SHORT, offset + 2, (short) LENGTH);
        memory.set(SHORT, offset + 8, (short) 0x4011);
        memory.set(INT, offset + 12, source);
        memory.set(INT, offset + 16, 172 << 24 | 31 << 16 | 1);
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += Short.toUnsignedInt(memory.get(SHORT, offset + i));
        }
        memory.set(SHORT, offset + 10, (short) ~((sum >>> 16) + sum));
        memory.set(SHORT, offset + 22, (short) 9);
        memory.set(SHORT, offset + 24, (short) (LENGTH - 20));
    }
}
