package dev.warren.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Running another program, with nothing of Warren's environment (and so none of its secrets) in it.
final class Programs {

    /// How a program ended, and everything it printed.
    record Result(int exitCode, String output) {

        String lastLine() {
            return output.strip().lines().reduce((first, second) -> second).orElse("exit code " + exitCode);
        }
    }

    private Programs() {}

    /// A builder for a program that runs in `/` with the plainest environment there is.
    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).directory(new java.io.File("/"));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /// Runs to the end, without input.
    ///
    /// @throws DatabaseUnavailable if there is no such program
    static Result run(List<String> command) {
        return run(command, "");
    }

    static Result run(List<String> command, String input) {
        try {
            Process process = builder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "The program %s can't be run (%s): install it (Debian: apt install util-linux), or set WARREN_DATABASE_URL."
                            .formatted(command.getFirst(), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while " + command.getFirst() + " was running.", e);
        }
    }
}
