package dev.warren.interfaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The program `nft`(8).
final class Nft {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Nft() {}

    /// Carries out a script, all of it or nothing.
    ///
    /// @throws UncheckedIOException if there is no such program
    /// @throws IllegalStateException with what the program says if it refuses, or if it takes longer than ten
    /// seconds
    static void load(String script) {
        run(List.of("nft", "-f", "-"), script, LIMIT);
    }

    /// Returns what it prints; throws as [#load(String)] does.
    static String run(String... arguments) {
        return run(Stream.concat(Stream.of("nft"), Stream.of(arguments)).toList(), "", LIMIT);
    }

    /// The same for another program of its kind.
    static String output(List<String> command) {
        return run(command, "", LIMIT);
    }

    static String run(List<String> command, String input, Duration limit) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            // Killed, it closes its output, so that reading ends as well.
            CompletableFuture<Process> ended = process.onExit()
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((any, late) -> {
                        if (late != null) {
                            process.toHandle().destroyForcibly();
                        }
                    });
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            ended.join();
            if (process.exitValue() != 0) {
                throw new IllegalStateException(output.lines()
                        .findFirst()
                        .orElse(command.getFirst() + " failed")
                        .strip());
            }
            return output;
        } catch (CompletionException e) {
            throw new IllegalStateException(command.getFirst() + " did not answer", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
