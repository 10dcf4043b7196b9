package dev.warren.interfaces;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Runs hooks: each in a shell of its own, for a limited time, with limited output, and without Warren's environment,
/// which holds secrets.
final class HookShell {

    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");
    private static final int MOST_OUTPUT = 64 * 1024;
    private static final int SHOWN_OUTPUT = 2_000;

    private final Duration limit;

    /// What went wrong.
    record Failure(String reason, String output) {}

    HookShell(Duration limit) {
        this.limit = limit;
    }

    /// Runs `script` to its end, or kills it with all that it has started when its time is over.
    ///
    /// @param title begins the sentence about a failure: “The post-up hook of wg0”
    Optional<Failure> run(String title, String script) {
        Process process;
        try {
            process = start(script);
        } catch (IOException e) {
            return Optional.of(new Failure("%s can't be run: %s.".formatted(title, e.getMessage()), ""));
        }
        var output = new Output(process.getInputStream());
        Thread reader = Thread.ofVirtual().name("hook output").start(output);
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                kill(process);
            }
            // What a hook leaves running in the background may keep its output open for ever.
            reader.join(Duration.ofMillis(500));
            if (!ended) {
                return Optional.of(new Failure(
                        "%s was stopped, because it took longer than %d s.".formatted(title, limit.toSeconds()),
                        output.shown()));
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(new Failure(
                            "%s failed with exit code %d.".formatted(title, process.exitValue()), output.shown()));
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            return Optional.of(new Failure("%s was interrupted.".formatted(title), output.shown()));
        }
    }

    private static Process start(String script) throws IOException {
        var builder = new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /// Reads everything, so that the hook never waits for a reader, and keeps the beginning.
    private static final class Output implements Runnable {

        private final InputStream in;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Output(InputStream in) {
            this.in = in;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8 * 1024];
            try {
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    kept.write(buffer, 0, Math.min(length, MOST_OUTPUT - kept.size()));
                }
            } catch (IOException e) {
                // The process was killed; what it said until then is kept.
            }
        }

        String shown() {
            String text = kept.toString(StandardCharsets.UTF_8).strip();
            return text.length() <= SHOWN_OUTPUT ? text : "…" + text.substring(text.length() - SHOWN_OUTPUT);
        }
    }
}
