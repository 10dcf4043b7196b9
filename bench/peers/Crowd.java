import dev.warren.engine.crypto.Aead;
import dev.warren.engine.noise.Message;
import dev.warren.engine.noise.Protocol;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Some clients behind a few sockets, all in one thread that never sleeps while it waits for the engine.
final class Crowd implements AutoCloseable {
    /// Messages under way: enough to keep the engine busy, and less than half of what wireguard-go and Warren call "under load" (128 in
    /// their queues), from which on they would answer with cookies.
    private static final int WINDOW = 48;

    private static final int SOCKETS = 16;
    private static final long LOST_AFTER = 4_000_000_000L;

    final List<Client> clients;
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(65_536);

    Crowd(List<Client> clients) throws IOException {
        this.clients = clients;
        for (int i = 0; i < SOCKETS; i++) {
            DatagramChannel socket = DatagramChannel.open();
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), Engine.PORT));
            socket.configureBlocking(false);
            sockets.add(socket);
        }
    }

    private DatagramChannel socket(int client) {
        return sockets.get(client % SOCKETS);
    }

    /// Sends prepared initiations, the next one when one is answered.
    ///
    /// @return nanoseconds until the last answer
    long initiate(List<byte[]> initiations) throws IOException {
        long begun = System.nanoTime();
        long heard = begun;
        int sent = 0;
        int answered = 0;
        int lost = 0;
        while (answered + lost < initiations.size()) {
            while (sent < initiations.size() && sent - answered - lost < WINDOW) {
                sockets.getFirst().write(ByteBuffer.wrap(initiations.get(sent++)));
            }
            in.clear();
            if (sockets.getFirst().read(in) > 0) {
                if (in.flip().remaining() != Protocol.RESPONSE_LENGTH) {
                    throw new IOException("not answered but refused, by a message of " + in.remaining() + " bytes");
                }
                answered++;
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > LOST_AFTER) {
                lost = sent - answered;
                heard = System.nanoTime();
            }
        }
        if (lost > initiations.size() / 100) {
            throw new IOException(lost + " of " + sent + " initiations had no answer");
        }
        return heard - begun;
    }

    /// Gives every client a session, and lets the engine know that it can be used.
    void connect() throws IOException {
        List<Client> waiting = clients;
        for (int round = 0; round < 5 && !waiting.isEmpty(); round++) {
            waiting = connect(waiting);
        }
        if (!waiting.isEmpty()) {
            throw new IOException(waiting.size() + " clients have no session");
        }
    }

    private List<Client> connect(List<Client> wanting) throws IOException {
        boolean[] done = new boolean[clients.size()];
        int begun = 0;
        int completed = 0;
        long heard = System.nanoTime();
        while (completed < wanting.size() && System.nanoTime() - heard < LOST_AFTER) {
            if (begun < wanting.size() && begun - completed < WINDOW) {
                Client client = wanting.get(begun++);
                socket(client.number).write(ByteBuffer.wrap(client.initiation(Instant.now())));
            }
            for (DatagramChannel socket : sockets) {
                in.clear();
                if (socket.read(in) == Protocol.RESPONSE_LENGTH) {
                    byte[] response = new byte[Protocol.RESPONSE_LENGTH];
                    in.flip().get(response);
                    Client client = clients.get(Message.responseReceiver(response) - 1);
                    if (client.complete(response)) {
                        keepalive(client);
                        done[client.number] = true;
                        completed++;
                        heard = System.nanoTime();
                    }
                }
            }
        }
        return wanting.stream().filter(client -> !done[client.number]).toList();
    }

    private void keepalive(Client client) throws IOException {
        try (Arena arena = Arena.ofConfined();
                Aead aead = Aead.best()) {
            MemorySegment message = arena.allocate(Protocol.TRANSPORT_MIN_LENGTH);
            client.seal(aead, message, 0, 0);
            socket(client.number).write(message.asByteBuffer());
        }
    }

    /// Sends a message of a client that lies there prepared.
    void send(MemorySegment messages, long offset, int length, int client) throws IOException {
        socket(client).write(messages.asSlice(offset, length).asByteBuffer());
    }

    /// Throws away what has come.
    void drain() throws IOException {
        for (DatagramChannel socket : sockets) {
            int length;
            do {
                in.clear();
                length = socket.read(in);
            } while (length > 0);
        }
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel socket : sockets) {
            socket.close();
        }
    }
}
