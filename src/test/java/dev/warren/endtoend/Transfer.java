package dev.warren.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A file that one namespace sends to another by TCP.
final class Transfer {

    private final Namespace from;
    private final Namespace to;
    private final String address;
    private final int port;
    private final Path file;
    private final Path copy;
    private final int megabytes;
    private Process sender;
    private Process receiver;

    /// @param address of the receiver
    Transfer(Namespace from, Namespace to, String address, int port, Path directory, int megabytes) {
        this.from = from;
        this.to = to;
        this.address = address;
        this.port = port;
        this.file = directory.resolve("sent-" + port);
        this.copy = directory.resolve("received-" + port);
        this.megabytes = megabytes;
    }

    Transfer start() {
        from.run("dd", "if=/dev/urandom", "of=" + file, "bs=1M", "count=" + megabytes, "status=none");
        receiver = to.start("socat", "-u", "TCP-LISTEN:%d,reuseaddr".formatted(port), "CREATE:" + copy);
        Eventually.within(
                Duration.ofSeconds(10),
                "the receiver listens",
                () -> to.run("ss", "-Hltn", "sport", "=", ":" + port).contains(":" + port));
        sender = from.start("socat", "-u", "OPEN:" + file, "TCP:%s:%d".formatted(address, port));
        return this;
    }

    /// Returns when some of it has arrived, but hardly all.
    void awaitSomeProgress() {
        Eventually.within(Duration.ofSeconds(30), "bytes arrive", () -> size() > 1_000_000);
    }

    String sent() {
        return from.sha256(file);
    }

    /// Waits for the end, and returns the checksum of what has arrived.
    String received() {
        try {
            if (!sender.waitFor(2, TimeUnit.MINUTES) || !receiver.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("%d of %d MB arrived in two minutes".formatted(size() >> 20, megabytes));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return to.sha256(copy);
    }

    private long size() {
        try {
            return Files.exists(copy) ? Files.size(copy) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
