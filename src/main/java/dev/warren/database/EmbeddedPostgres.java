package dev.warren.database;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL server that Warren brings for whoever has none, started and stopped with Warren.
///
/// In the data directory it keeps:
///
/// ```
/// postgresql/lock          who works here
/// postgresql/server-18.6   the programs, unpacked at the first start
/// postgresql/cluster-18    the data
/// postgresql/password      of the superuser `warren`
/// postgresql/server.log    what the server said since its last start
/// ```
///
/// It listens on 127.0.0.1 alone, at a port that is another at every start, and wants a password there too: other
/// people may have accounts on this machine.
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String SERVER = "server-18.6";
    private static final String CLUSTER = "cluster-18";

    private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final HomeLock lock;
    private final Launch launch;
    private final DatabaseAddress address;

    @GuardedBy("this") private Postmaster postmaster;

    @GuardedBy("this") private boolean closed;

    /// How the server is started: the same way again if it should die.
    @FunctionalInterface
    private interface Launch {
        Postmaster start() throws IOException;
    }

    private EmbeddedPostgres(HomeLock lock, Launch launch, Postmaster postmaster, DatabaseAddress address) {
        this.lock = lock;
        this.launch = launch;
        this.postmaster = postmaster;
        this.address = address;
    }

    /// Starts the server on a data directory, which is made if it is not there; returns when it takes
    /// connections.
    ///
    /// @throws DatabaseUnavailable if that fails; nothing runs then and no lock is held
    public static EmbeddedPostgres start(Path dataDirectory, Durability durability) {
        Path data = dataDirectory.toAbsolutePath().normalize();
        try {
            Path home = home(data);
            HomeLock lock = HomeLock.take(data, home.resolve("lock"));
            try {
                return start(home, lock, durability);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (FileSystemException e) {
            throw new DatabaseUnavailable(
                    "Warren can't use the data directory %s (%s): let the account that runs Warren write there, or set WARREN_DATA to another directory."
                            .formatted(data, reason(e)),
                    e);
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "Warren can't use the data directory %s (%s): see that the disk is healthy and has room."
                            .formatted(data, e.getMessage()),
                    e);
        }
    }

    /// How to reach the server that another process runs on this data directory; empty if none does.
    ///
    /// @throws DatabaseUnavailable if it can't be found out, as by another account
    static Optional<DatabaseAddress> running(Path dataDirectory) {
        Path home = dataDirectory.toAbsolutePath().normalize().resolve("postgresql");
        var cluster = cluster(home);
        try {
            if (!HomeLock.isHeld(home.resolve("lock"))) {
                return Optional.empty();
            }
            String port = Postmaster.port(cluster.directory());
            return Optional.of(new DatabaseAddress(url(Integer.parseInt(port)), Cluster.NAME, cluster.password()));
        } catch (IOException | NumberFormatException e) {
            throw new DatabaseUnavailable(
                    "The database in %s can't be reached (%s): do this as the account that runs Warren, or as root."
                            .formatted(home, e.getMessage()),
                    e);
        }
    }

    /// Whether there is a database in the data directory.
    static boolean exists(Path dataDirectory) {
        return cluster(dataDirectory.resolve("postgresql")).exists();
    }

    private static Cluster cluster(Path home) {
        return new Cluster(home.resolve(CLUSTER), home.resolve("password"));
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + Cluster.NAME;
    }

    private static Path home(Path data) throws IOException {
        Path home = data.resolve("postgresql");
        Files.createDirectories(home);
        return home.toRealPath();
    }

    private static EmbeddedPostgres start(Path home, HomeLock lock, Durability durability) throws IOException {
        var cluster = cluster(home);
        PostgresAccount account = PostgresAccount.of(home, cluster);
        Path programs = home.resolve(SERVER);
        PostgresBinaries.unpack(programs);
        if (cluster.exists()) {
            new Leftovers(cluster.directory()).clear();
        } else {
            cluster.create(programs, account, durability);
        }
        String password = cluster.password();
        int port = Postmaster.freePort();
        Path log = home.resolve("server.log");
        Launch launch = () -> Postmaster.start(cluster.directory(), programs, log, account, durability, port);
        var address = new DatabaseAddress(url(port), Cluster.NAME, password);
        var server = new EmbeddedPostgres(lock, () -> again(cluster, launch), launch.start(), address);
        Thread.ofPlatform().daemon().name("warren-postgresql").start(server::keepRunning);
        return server;
    }

    /// After a sudden end there may still be processes of the server, and its pid file.
    private static Postmaster again(Cluster cluster, Launch launch) throws IOException {
        new Leftovers(cluster.directory()).clear();
        return launch.start();
    }

    /// Starts the server again whenever it ends by itself: killed by somebody or for want of memory, or because its
    /// disk was full. It comes back under the same address, so that connections just have to be made anew.
    private void keepRunning() {
        try {
            while (!isClosed()) {
                running().awaitEnd();
                Duration pause = FIRST_PAUSE;
                while (!restart()) {
                    Thread.sleep(pause);
                    pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns false if that has to be tried again. An end that was meant needs no start.
    private synchronized boolean restart() {
        if (closed) {
            return true;
        }
        LOG.log(System.Logger.Level.WARNING, "PostgreSQL has ended, and is started again");
        try {
            postmaster = launch.start();
            LOG.log(System.Logger.Level.INFO, "PostgreSQL runs again");
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            return false;
        }
    }

    private synchronized Postmaster running() {
        return postmaster;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static String reason(FileSystemException e) {
        @Nullable String reason = e.getReason();
        String name = e.getFile() == null ? "" : e.getFile() + ": ";
        return name + (reason != null ? reason : e.getClass().getSimpleName().replace("Exception", ""));
    }

    public DatabaseAddress address() {
        return address;
    }

    /// Shuts the server down and gives the data directory free. Does nothing the second time.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            postmaster.close();
            lock.close();
        } catch (IOException e) {
            throw new DatabaseUnavailable("PostgreSQL can't be shut down: " + e.getMessage(), e);
        }
    }
}
