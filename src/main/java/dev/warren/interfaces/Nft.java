package dev.warren.interfaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The program `nft`(8).
final class Nft {

    private static final int TIMEOUT_SECONDS = 10;

    private Nft() {}

    /// Carries out a script, all of it or nothing.
    ///
    /// @throws UncheckedIOException if there is no such program
    /// @throws IllegalStateException with what the program says if it refuses
    static void load(String script) {
        run(List.of("nft", "-f", "-"), script);
    }

    /// Returns what it prints; throws as [#load(String)] does.
    static String run(String... arguments) {
        return run(Stream.concat(Stream.of("nft"), Stream.of(arguments)).toList(), "");
    }

    /// The same for another program of its kind.
    static String output(List<String> command) {
        return run(command, "");
    }

    private static String run(List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command.getFirst() + " did not answer");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(output.lines()
                        .findFirst()
                        .orElse(command.getFirst() + " failed")
                        .strip());
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
