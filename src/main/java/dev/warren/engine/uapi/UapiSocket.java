package dev.warren.engine.uapi;

import dev.warren.engine.device.Device;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The socket `/var/run/wireguard/NAME.sock`, by which `wg`(8) finds and speaks to a device.
///
/// It exists, readable for its owner alone, from the moment at which it can be connected to. Deleting it is how a
/// device is told to end.
public final class UapiSocket implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UapiSocket.class.getName());

    /// Many more than anybody needs; who goes beyond is hung up on.
    static final int MAX_CONNECTIONS = 128;

    public static final Path DIRECTORY = Path.of("/var/run/wireguard");

    private final Path path;
    private final Device device;
    private final Runnable removed;
    private final ServerSocketChannel server;
    private final WatchService watch;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private UapiSocket(Path path, Device device, Runnable removed, ServerSocketChannel server, WatchService watch) {
        this.path = path;
        this.device = device;
        this.removed = removed;
        this.server = server;
        this.watch = watch;
    }

    /// Opens the socket of a device.
    ///
    /// @param removed called once if somebody else deletes the socket
    /// @throws IOException if another process listens there, or the directory can't be written
    public static UapiSocket open(Path directory, String name, Device device, Runnable removed) throws IOException {
        Files.createDirectories(directory);
        Path path = directory.resolve(name + ".sock");
        if (isListening(path)) {
            throw new IOException(path + " is in use: another process runs an interface of this name");
        }
        ServerSocketChannel server = listen(directory, path);
        WatchService watch = directory.getFileSystem().newWatchService();
        directory.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
        UapiSocket socket = new UapiSocket(path, device, removed, server, watch);
        socket.start("uapi", socket::accept);
        socket.start("uapi-watch", socket::watch);
        return socket;
    }

    private static boolean isListening(Path path) {
        if (!Files.exists(path)) {
            return false;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return false;
        }
    }

    /// Binds in a directory of its own, so that the socket is never there with more rights than it should have, and
    /// never without a listener.
    private static ServerSocketChannel listen(Path directory, Path path) throws IOException {
        Path nursery = Files.createTempDirectory(
                directory,
                ".warren",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path newborn = nursery.resolve("s");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(newborn));
            Files.setPosixFilePermissions(newborn, PosixFilePermissions.fromString("rw-------"));
            Files.move(newborn, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        } finally {
            Files.deleteIfExists(newborn);
            Files.deleteIfExists(nursery);
        }
    }

    private void start(String role, Runnable loop) {
        Thread.ofPlatform()
                .daemon()
                .name("warren-" + path.getFileName() + "-" + role)
                .start(loop);
    }

    private void accept() {
        new Reception(path.getFileName().toString(), server::accept, this::welcome, this::pause).run();
    }

    private void welcome(SocketChannel connection) {
        if (connections.size() >= MAX_CONNECTIONS) {
            close(connection);
            return;
        }
        connections.add(connection);
        if (closed.getCount() == 0) {
            close(connection);
        }
        Thread.ofVirtual().name("warren-uapi-connection").start(() -> serve(connection));
    }

    private boolean pause(long nanos) throws InterruptedException {
        return !closed.await(nanos, TimeUnit.NANOSECONDS);
    }

    private void serve(SocketChannel connection) {
        try (connection;
                BufferedReader in = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
                BufferedWriter out = new BufferedWriter(Channels.newWriter(connection, StandardCharsets.UTF_8))) {
            new UapiSession(device, in, out).run();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "connection to " + path + " ended", e);
        } finally {
            connections.remove(connection);
        }
    }

    private void watch() {
        try {
            while (Files.exists(path)) {
                WatchKey key = watch.take();
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (closed.getCount() > 0) {
            removed.run();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            watch.close();
            Files.deleteIfExists(path);
            server.close();
            connections.forEach(UapiSocket::close);
        } catch (IOException e) {
            throw new UncheckedIOException("closing " + path, e);
        }
    }

    private static void close(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection that can't be closed", e);
        }
    }
}
