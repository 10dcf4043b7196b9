import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.noise.CookieJar;
import dev.warren.engine.noise.Handshake;
import dev.warren.engine.noise.Keypair;
import dev.warren.engine.noise.Protocol;
import dev.warren.engine.noise.StaticIdentity;
import dev.warren.engine.noise.Tai64n;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Instant;

/// One peer of the engine, as far as it has to be played: it begins handshakes and seals packets.
final class Client {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    final int number;
    private final StaticIdentity identity;
    private final Handshake handshake;
    private final CookieJar jar;
    private Keypair keypair;

    Client(int number, PublicKey server) {
        this.number = number;
        identity = new StaticIdentity(PrivateKey.generate());
        handshake = new Handshake(identity, server, null);
        jar = new CookieJar(server);
    }

    PublicKey publicKey() {
        return identity.publicKey();
    }

    /// The address in the tunnel, of which each client has one.
    static int address(int number) {
        return (10 << 24) + 1 + number;
    }

    /// Message 1, under this client's number as the index.
    byte[] initiation(Instant at) {
        byte[] message = new byte[Protocol.INITIATION_LENGTH];
        if (!handshake.initiate(number + 1, Tai64n.of(at), message)) {
            throw new IllegalStateException("no handshake is possible");
        }
        jar.stamp(message, message.length, 0);
        return message;
    }

    /// Takes message 2; false if it isn't the answer.
    boolean complete(byte[] response) {
        Keypair made = handshake.complete(response, 0);
        if (made != null) {
            keypair = made;
        }
        return made != null;
    }

    /// Writes a transport message with `length` bytes that stand at `offset` + 16.
    ///
    /// @return its length
    int seal(Aead aead, MemorySegment memory, long offset, int length) {
        long counter = keypair.reserve(1);
        memory.set(INT, offset, Protocol.TRANSPORT);
        memory.set(INT, offset + 4, keypair.remoteIndex());
        memory.set(LONG, offset + 8, counter);
        aead.seal(keypair.send(), counter, memory, offset + Protocol.TRANSPORT_HEADER_LENGTH, length);
        return length + Protocol.TRANSPORT_OVERHEAD;
    }
}
