package dev.warren.engine.uapi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.endtoend.Eventually;
import dev.warren.engine.device.Device;
import dev.warren.engine.device.MemoryDevice;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UapiSocketTest {
    @TempDir
    Path directory;

    private final Device device = MemoryDevice.create("wg0");
    private final CountDownLatch removed = new CountDownLatch(1);
    private Path path;

    @BeforeEach
    void path() {
        path = directory.resolve("wg0.sock");
    }

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void it_answers_as_soon_as_it_is_there() throws Exception {
        try (UapiSocket socket = open()) {
            assertEquals("errno=0\n\n", say("set=1\nfwmark=77\n\n"));
            assertEquals("fwmark=77\nerrno=0\n\n", say("get=1\n\n"));
        }
    }

    @Test
    void nobody_but_its_owner_may_connect() throws Exception {
        try (UapiSocket socket = open()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
    }

    @Test
    void beyond_128_connections_the_next_is_hung_up_on_until_one_ends() throws Exception {
        try (UapiSocket socket = open()) {
            List<SocketChannel> held = new ArrayList<>();
            for (int i = 0; i < UapiSocket.MAX_CONNECTIONS; i++) {
                SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(path));
                connection.write(ByteBuffer.wrap("get=1\n\n".getBytes(StandardCharsets.UTF_8)));
                connection.read(ByteBuffer.allocate(1000));
                held.add(connection);
            }
            try (SocketChannel oneTooMany = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertEquals(-1, oneTooMany.read(ByteBuffer.allocate(1)));
            }
            held.removeFirst().close();
            // The one that has ended counts until its thread has seen that.
            Eventually.within(Duration.ofSeconds(60), "there is room", () -> answers("get=1\n\n"));
            for (SocketChannel connection : held) {
                connection.close();
            }
        }
    }

    @Test
    void nothing_but_the_socket_is_left_in_the_directory() throws Exception {
        try (UapiSocket socket = open()) {
            try (var files = Files.list(directory)) {
                assertEquals(1, files.count());
            }
        }
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void the_directory_is_made() throws Exception {
        Path deep = directory.resolve("var/run/wireguard");
        try (UapiSocket socket = UapiSocket.open(deep, "wg1", device, removed::countDown)) {
            assertTrue(Files.exists(deep.resolve("wg1.sock")));
        }
    }

    @Test
    void a_socket_that_nobody_listens_on_is_taken_over() throws Exception {
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(path));
        dead.close();
        assertTrue(Files.exists(path));
        try (UapiSocket socket = open()) {
            assertEquals("errno=0\n\n", say("get=1\n\n"));
        }
    }

    @Test
    void a_socket_that_somebody_listens_on_is_left_alone() throws Exception {
        try (UapiSocket first = open()) {
            IOException refusal = assertThrows(IOException.class, this::open);
            assertTrue(refusal.getMessage().contains("wg0.sock is in use"), refusal.getMessage());
            assertEquals("errno=0\n\n", say("get=1\n\n"));
        }
    }

    @Test
    void its_deletion_is_noticed() throws Exception {
        try (UapiSocket socket = open()) {
            Files.createFile(directory.resolve("other"));
            Files.delete(directory.resolve("other"));
            Files.delete(path);
            assertTrue(removed.await(30, SECONDS));
        }
    }

    @Test
    void closing_is_not_deletion_and_ends_the_connections() throws Exception {
        UapiSocket socket = open();
        try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            connection.write(ByteBuffer.wrap("get=1\n\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(9);
            while (answer.hasRemaining()) {
                connection.read(answer);
            }
            socket.close();
            assertEquals(-1, connection.read(ByteBuffer.allocate(1)));
        }
        assertFalse(Files.exists(path));
        assertEquals(1, removed.getCount());
        assertThrows(IOException.class, () -> SocketChannel.open(UnixDomainSocketAddress.of(path)));
        socket.close();
    }

    @Test
    void a_connection_that_says_nothing_or_garbage_does_not_keep_others_from_theirs() throws Exception {
        try (UapiSocket socket = open();
                SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertEquals("", say("GET / HTTP/1.1\n\n"));
            assertEquals("", say("\0\0\0\0\n"));
            assertEquals("errno=0\n\n", say("get=1\n\n"));
            assertTrue(silent.isOpen());
        }
    }

    private UapiSocket open() throws IOException {
        return UapiSocket.open(directory, "wg0", device, removed::countDown);
    }

    private boolean answers(String request) {
        try {
            return say(request).equals("errno=0\n\n");
        } catch (IOException e) {
            return false; // hung up on while it spoke
        }
    }

    private String say(String request) throws IOException {
        try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(path));
                InputStream in = Channels.newInputStream(connection)) {
            connection.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            connection.shutdownOutput();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
