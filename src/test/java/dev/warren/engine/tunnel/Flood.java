package dev.warren.engine.tunnel;

import dev.warren.engine.key.PublicKey;
import dev.warren.engine.noise.CookieJar;
import dev.warren.engine.noise.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Handshake initiations from nobody, from many sources on this machine, a hundred every millisecond.
final class Flood implements AutoCloseable {
    private static final int EACH_MILLISECOND = 100;
    private static final int MILLISECOND = 1_000_000;
    private static final int MESSAGES = 4096;

    private final List<DatagramChannel> sources = new ArrayList<>();
    private final List<ByteBuffer> messages = new ArrayList<>();
    private final Random random = new Random(1);
    private final ByteBuffer answer = ByteBuffer.allocate(2048);

    long datagrams;
    long bytes;
    long answers;
    long answeredBytes;
    int longestAnswer;

    /// Opens the sources in the namespace of the calling thread: `many` of 127.0.0.0/8, and as many of
    /// 2001:db8:f:0::1, 2001:db8:f:1::1 and so on, which the namespace has to call its own.
    ///
    /// @param victim its public key, so that half of the messages have a valid mac1
    Flood(PublicKey victim, int port, int many) throws IOException {
        for (int i = 0; i < many; i++) {
            open(StandardProtocolFamily.INET, "127.1.%d.%d".formatted(i / 200, 1 + i % 200), "127.0.0.1", port);
            open(StandardProtocolFamily.INET6, "2001:db8:f:%x::1".formatted(i), "2001:db8:f::1", port);
        }
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(ByteBuffer.wrap(message(i % 2 == 0 ? victim : null)));
        }
    }

    private void open(StandardProtocolFamily family, String from, String to, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(family);
        sources.add(channel);
        channel.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        channel.connect(new InetSocketAddress(InetAddress.ofLiteral(to), port));
        channel.configureBlocking(false);
    }

    private byte[] message(PublicKey victim) {
        byte[] message = new byte[Protocol.INITIATION_LENGTH];
        random.nextBytes(message);
        message[0] = Protocol.INITIATION;
        message[1] = 0;
        message[2] = 0;
        message[3] = 0;
        if (victim != null) {
            new CookieJar(victim).stamp(message, message.length, 0);
        }
        return message;
    }

    /// Sends so many, and takes what comes back.
    void send(int many) throws IOException {
        long next = System.nanoTime();
        for (int sent = 0; sent < many; sent += EACH_MILLISECOND) {
            for (int i = 0; i < EACH_MILLISECOND; i++) {
                send();
            }
            next += MILLISECOND;
            LockSupport.parkNanos(next - System.nanoTime());
        }
        for (DatagramChannel source : sources) {
            drain(source);
        }
    }

    private void send() throws IOException {
        DatagramChannel source = sources.get((int) (datagrams % sources.size()));
        ByteBuffer message = messages.get(random.nextInt(MESSAGES)).rewind();
        int sent = source.write(message);
        if (sent > 0) {
            datagrams++;
            bytes += sent;
        }
        drain(source);
    }

    private void drain(DatagramChannel source) throws IOException {
        while (source.read(answer.clear()) > 0) {
            answers++;
            answeredBytes += answer.position();
            longestAnswer = Math.max(longestAnswer, answer.position());
        }
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel source : sources) {
            source.close();
        }
    }
}
