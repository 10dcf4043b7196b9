package dev.warren.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The packaged Warren as a process of its own, on an empty data directory, with what it prints kept in `target`.
final class RunningWarren implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final int PORT = 51821;

    private final Process process;
    private final Path log;
    private final CompletableFuture<Void> listening = new CompletableFuture<>();

    private RunningWarren(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread.ofVirtual().start(this::follow);
    }

    /// Starts Warren and returns when it listens.
    static RunningWarren start(Path directory, Map<String, String> environment) throws IOException {
        if (!Files.exists(JAR)) {
            throw new AssertionError(JAR + " is not there: run ./warren build");
        }
        Files.createDirectories(directory);
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString());
        builder.redirectErrorStream(true);
        builder.environment().put("WARREN_DATA", directory.resolve("data").toString());
        builder.environment().put("WARREN_HOST", "127.0.0.1");
        builder.environment().put("WARREN_PORT", Integer.toString(PORT));
        builder.environment().putAll(environment);
        var warren = new RunningWarren(builder.start(), directory.resolve("warren.log"));
        warren.awaitListening(directory);
        return warren;
    }

    String url() {
        return "http://127.0.0.1:" + PORT;
    }

    /// What it has called an error since it was started.
    List<String> errors() throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" ERROR ")).toList();
        }
    }

    private void follow() {
        try (var output = process.inputReader();
                var kept = Files.newBufferedWriter(log)) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                kept.write(line + "\n");
                kept.flush();
                if (line.contains("Listening on")) {
                    listening.complete(null);
                }
            }
        } catch (IOException e) {
            // The process was stopped while a line was read.
        }
        listening.completeExceptionally(new IllegalStateException("Warren ended; see " + log));
    }

    private void awaitListening(Path directory) {
        try {
            listening.get(3, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new AssertionError("Warren does not listen; see " + directory.resolve("warren.log"), e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
