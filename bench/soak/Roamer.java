import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.noise.CookieJar;
import dev.warren.engine.noise.Handshake;
import dev.warren.engine.noise.Keypair;
import dev.warren.engine.noise.Protocol;
import dev.warren.engine.noise.StaticIdentity;
import dev.warren.engine.noise.Tai64n;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.time.Instant;

/// A client on the move: it pings the server through its tunnel and changes its port now and then.
final class Roamer {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt ADDRESS = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int PING_BYTES = 1200;
    private static final long RETRY = 5_000_000_000L;

    /// The peer's id in Warren.
    String id = "";

    /// Its address in the tunnel.
    int address;

    /// When it last heard of the server, by System.nanoTime().
    long heard;

    /// Until then it keeps still.
    long silentUntil;

    /// Whether its peer is switched off just now.
    boolean disabled;

    private final int number;
    private final PrivateKey key = PrivateKey.generate();
    private final InetSocketAddress server;
    private final Handshake handshake;
    private final CookieJar jar;
    private final MemorySegment slab = Arena.ofAuto().allocate(2048, 16);
    private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
    private DatagramChannel socket;
    private Keypair session;
    private long initiated = System.nanoTime() - RETRY;
    private long established;

    Roamer(int number, PublicKey serverKey, InetSocketAddress server) throws IOException {
        this.number = number;
        this.server = server;
        handshake = new Handshake(new StaticIdentity(key), serverKey, null);
        jar = new CookieJar(serverKey);
        roam();
    }

    String publicKey() {
        return key.publicKey().base64();
    }

    /// Another port, as when a phone changes from one network to another.
    void roam() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = DatagramChannel.open();
        socket.configureBlocking(false);
        socket.connect(server);
    }

    /// Forgets its session, as when it is switched off.
    void fallSilent(long until) {
        silentUntil = until;
        session = null;
    }

    boolean isConnected() {
        return session != null;
    }

    /// Returns whether it began a handshake.
    boolean shakeHands(long now) throws IOException {
        boolean due = session == null || now - established > Protocol.REKEY_AFTER_TIME;
        if (!due || now - initiated < RETRY) {
            return false;
        }
        initiated = now;
        byte[] message = new byte[Protocol.INITIATION_LENGTH];
        if (!handshake.initiate(number + 1, Tai64n.of(Instant.now()), message)) {
            throw new IllegalStateException("no handshake is possible");
        }
        jar.stamp(message, message.length, now);
        socket.write(ByteBuffer.wrap(message));
        return true;
    }

    void ping(Aead aead) throws IOException {
        if (session == null) {
            return;
        }
        long at = Protocol.TRANSPORT_HEADER_LENGTH;
        slab.asSlice(at, PING_BYTES).fill((byte) 0);
        slab.set(SHORT, at, (short) 0x4500);
        slab.set(SHORT, at + 2, (short) PING_BYTES);
        slab.set(SHORT, at + 8, (short) 0x4001);
        slab.set(ADDRESS, at + 12, address);
        slab.set(ADDRESS, at + 16, 10 << 24 | 8 << 16 | 1);
        slab.set(SHORT, at + 10, checksum(at, 20));
        slab.set(SHORT, at + 20, (short) 0x0800);
        slab.set(SHORT, at + 24, (short) number);
        slab.set(SHORT, at + 22, checksum(at + 20, PING_BYTES - 20));
        send(aead, PING_BYTES);
    }

    private void send(Aead aead, int length) throws IOException {
        long counter = session.reserve(1);
        slab.set(INT, 0, Protocol.TRANSPORT);
        slab.set(INT, 4, session.remoteIndex());
        slab.set(LONG, 8, counter);
        aead.seal(session.send(), counter, slab, Protocol.TRANSPORT_HEADER_LENGTH, length);
        socket.write(slab.asSlice(0, length + Protocol.TRANSPORT_OVERHEAD).asByteBuffer());
    }

    private short checksum(long from, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 2) {
            sum += Short.toUnsignedInt(slab.get(SHORT, from + i));
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~((sum & 0xffff) + (sum >>> 16));
    }

    /// Reads what has come; returns how many packets of the tunnel were in it.
    int listen(Aead aead, long now) throws IOException {
        int packets = 0;
        in.clear();
        while (socket.read(in) > 0) {
            in.flip();
            packets += take(aead, now) ? 1 : 0;
            in.clear();
        }
        return packets;
    }

    private boolean take(Aead aead, long now) throws IOException {
        byte[] message = new byte[in.remaining()];
        in.get(message);
        switch (message[0]) {
            case Protocol.RESPONSE -> {
                Keypair made = handshake.complete(message, now);
                if (made != null) {
                    session = made;
                    established = now;
                    send(aead, 0);
                }
                return false;
            }
            case Protocol.COOKIE_REPLY -> {
                jar.take(message, now);
                initiated = now - RETRY;
                return false;
            }
            case Protocol.TRANSPORT -> {
                MemorySegment.copy(message, 0, slab, ValueLayout.JAVA_BYTE, 0, message.length);
                int length = message.length - Protocol.TRANSPORT_HEADER_LENGTH;
                if (session == null
                        || !aead.open(session.receive(), slab.get(LONG, 8), slab, Protocol.TRANSPORT_HEADER_LENGTH, length)) {
                    return false; // of the session before
                }
                heard = now;
                return length > Aead.TAG;
            }
            default -> {
                return false;
            }
        }
    }
}
