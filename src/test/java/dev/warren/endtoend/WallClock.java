package dev.warren.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The time of day that one server and its PostgreSQL see: a test sets it while they run, as `date -s` would do for the
/// whole machine. The clocks that count since boot stay as they are.
///
/// That is libfaketime, which asks a file how far it is from the real time.
final class WallClock implements AutoCloseable {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
    private static final Path SHARED = Path.of("/dev/shm");
    private static final Pattern OF_A_PROCESS = Pattern.compile("(?:faketime_shm|sem\\.faketime_sem)_(\\d+)");

    private final Instant begun = Instant.now();
    private final Path directory;
    private final Path offset;
    private final Map<String, String> variables;

    WallClock() {
        try {
            // PostgreSQL runs as an account of its own, which has to come as far as the file.
            directory = Files.createTempDirectory("warren-clock");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            offset = directory.resolve("offset");
            variables = Map.of(
                    "LD_PRELOAD",
                    library().toString(),
                    "FAKETIME_TIMESTAMP_FILE",
                    offset.toString(),
                    "FAKETIME_NO_CACHE",
                    "1",
                    "FAKETIME_DONT_FAKE_MONOTONIC",
                    "1",
                    // Else it works around a fault of older C libraries, and each timed wait of the JVM ends at once.
                    "FAKETIME_FORCE_MONOTONIC_FIX",
                    "0",
                    // A file's times are the kernel's.
                    "NO_FAKE_STAT",
                    "1");
            handOver("setsid");
            set(Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Has `server` live by this clock.
    void wind(Server server) {
        variables.forEach(server::with);
        server.with("PATH", directory + ":" + System.getenv("PATH"));
    }

    /// Sets it, for all who live by it at the same moment.
    ///
    /// @param ahead of the real time
    void set(Duration ahead) {
        try {
            Path next = directory.resolve("next");
            Files.writeString(next, "%+d\n".formatted(ahead.toSeconds()));
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
        try (Stream<Path> files = Files.list(SHARED)) {
            for (Path file : files.filter(this::isLeft).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// The library shares memory with the children of each program, and a program that is killed leaves it behind.
    private boolean isLeft(Path file) {
        Matcher name = OF_A_PROCESS.matcher(file.getFileName().toString());
        return name.matches()
                && file.toFile().lastModified() >= begun.toEpochMilli()
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /// Warren starts PostgreSQL by this program, with nothing of its own environment.
    private void handOver(String program) throws IOException {
        String exports = variables.entrySet().stream()
                .map(variable -> "export %s=%s%n".formatted(variable.getKey(), variable.getValue()))
                .collect(Collectors.joining());
        Path script = directory.resolve(program);
        Files.writeString(script, "#!/bin/sh%n%sexec /usr/bin/%s \"$@\"%n".formatted(exports, program));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path library() throws IOException {
        try (Stream<Path> architectures = Files.list(LIBRARIES)) {
            return architectures
                    .map(architecture -> architecture.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("libfaketime is not there: apt install faketime"));
        }
    }
}
