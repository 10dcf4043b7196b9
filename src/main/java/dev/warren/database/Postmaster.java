package dev.warren.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A running PostgreSQL server.
///
/// Between it and this JVM stands a watchdog: a shell that reads from a pipe of the JVM's. When the JVM ends, even by
/// `kill -9`, the kernel closes the pipe and the shell shuts the server down. Both live in a session of their own, so
/// that Ctrl-C in the terminal reaches the JVM alone and the database stays until the last write.
final class Postmaster implements AutoCloseable {

    private static final String WATCHDOG = """
            log=$1; shift
            exec 3<&0
            "$@" </dev/null >"$log" 2>&1 3<&- &
            server=$!
            echo $server
            { read -r never; kill -INT $server; } <&3 &
            reader=$!
            wait $server
            kill $reader
            """;
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    private final Process watchdog;
    private final ProcessHandle server;

    private Postmaster(Process watchdog, ProcessHandle server) {
        this.watchdog = watchdog;
        this.server = server;
    }

    /// Starts the server and waits until it takes connections; after a crash that includes redoing its log.
    ///
    /// @param port to listen on
    /// @throws DatabaseUnavailable if it doesn't come up; the message has its last words
    static Postmaster start(
            Path cluster, Path programs, Path log, PostgresAccount account, Durability durability, int port)
            throws IOException {
        var command = new ArrayList<String>(List.of("setsid", "sh", "-c", WATCHDOG, "sh", log.toString()));
        command.addAll(account.command(List.of(
                account.name(programs.resolve("bin/postgres")),
                "-D",
                account.name(cluster),
                "-p",
                Integer.toString(port))));
        settings(durability).forEach(setting -> command.addAll(List.of("-c", setting)));

        Process watchdog = Programs.builder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = watchdog.inputReader(StandardCharsets.US_ASCII);
        ProcessHandle server = ProcessHandle.of(Long.parseLong(output.readLine()))
                .orElseThrow(() -> new DatabaseUnavailable(lastWords(cluster, log)));
        var postmaster = new Postmaster(watchdog, server);
        if (!postmaster.ready(cluster.resolve("postmaster.pid"))) {
            postmaster.close();
            throw new DatabaseUnavailable(lastWords(cluster, log));
        }
        return postmaster;
    }

    private static List<String> settings(Durability durability) {
        boolean full = durability == Durability.FULL;
        return List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=" + (full ? "on" : "off"),
                "synchronous_commit=" + (full ? "on" : "off"),
                "full_page_writes=" + (full ? "on" : "off"),
                "max_connections=40",
                "max_logical_replication_workers=0",
                "shared_buffers=32MB",
                "io_method=sync",
                "huge_pages=off",
                "jit=off",
                "max_wal_size=256MB",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_checkpoints=off");
    }

    /// A port of this machine that nobody listens on.
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /// The port of the server that works on this cluster, by the file that it keeps there.
    static String port(Path cluster) throws IOException {
        List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
        if (lines.size() <= PORT_LINE) {
            throw new IOException("it is just starting");
        }
        return lines.get(PORT_LINE).strip();
    }

    private boolean ready(Path pidFile) throws IOException {
        long start = System.nanoTime();
        while (watchdog.isAlive() && System.nanoTime() - start < START_LIMIT.toNanos()) {
            if (Files.exists(pidFile)) {
                List<String> lines = Files.readAllLines(pidFile);
                if (lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready")) {
                    return true;
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return false;
    }

    private static String lastWords(Path cluster, Path log) {
        return "PostgreSQL does not start on %s (%s): put the directory back from a backup, or move it away to begin with an empty database; %s has the details."
                .formatted(cluster, fatal(log), log);
    }

    private static String fatal(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(
                            line -> line.contains("FATAL: ") || line.contains("PANIC: ") || line.contains("could not"))
                    .reduce((first, second) -> second)
                    .map(line -> line.replaceFirst("^.*?(FATAL|PANIC): +", ""))
                    .orElse("without a word");
        } catch (IOException e) {
            return "its log can't be read";
        }
    }

    /// Returns when the server has ended, whatever ended it.
    void awaitEnd() throws InterruptedException {
        watchdog.waitFor();
    }

    /// Shuts the server down in an orderly way: open transactions are rolled back, the last checkpoint is
    /// written.
    @Override
    public void close() throws IOException {
        watchdog.getOutputStream().close();
        try {
            if (!watchdog.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
                watchdog.waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
