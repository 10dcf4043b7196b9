package dev.warren.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Many requests by one curl, one after the other, whatever becomes of each: while they run, a test kills something.
final class Requests {

    private final Namespace home;
    private final Path script;
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private Process process;
    private Thread reader;

    /// @param bodies JSON of each request; a blank one is a GET of the path that follows it
    Requests(Namespace home, Path directory, String url, List<String> bodies) {
        this.home = home;
        this.script = directory.resolve("requests-" + System.nanoTime());
        List<String> lines = new ArrayList<>();
        for (String body : bodies) {
            lines.add(lines.isEmpty() ? "" : "next");
            lines.add("silent");
            lines.add("max-time = 60");
            lines.add("user = \"%s:%s\"".formatted(Server.USER, Server.PASSWORD));
            lines.add("write-out = \" %{http_code}\\n\"");
            if (body.startsWith("{")) {
                lines.add("url = \"%s\"".formatted(url));
                lines.add("header = \"Content-Type: application/json\"");
                lines.add("data = \"%s\"".formatted(body.replace("\"", "\\\"")));
            } else {
                lines.add("url = \"%s%s\"".formatted(url, body));
                lines.add("output = \"/dev/null\"");
            }
        }
        try {
            Files.write(script, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Requests start() {
        process = home.start("curl", "-K", script.toString());
        reader = Thread.ofVirtual().start(this::read);
        return this;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.lastIndexOf(' ');
                String status = line.substring(space + 1);
                if (status.startsWith("2")) {
                    answers.add(line.substring(0, space));
                } else if (status.matches("\\d{3}")) {
                    failures.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitAnswers(int count) {
        Eventually.within(
                Duration.ofMinutes(1), count + " answers", () -> answers.size() >= count || !process.isAlive());
    }

    void awaitFailure(Duration limit) {
        Eventually.within(limit, "a refusal", () -> !failures.isEmpty());
    }

    /// Ends it at once, or waits until everything was asked.
    Requests finish(boolean now) {
        try {
            if (now) {
                process.toHandle().destroyForcibly(); // and what it has printed can still be read
            }
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new AssertionError("%d answers in two minutes".formatted(answers.size()));
            }
            reader.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /// The bodies of those that succeeded, in order.
    List<String> answers() {
        return List.copyOf(answers);
    }

    /// The bodies and status of those that were refused; 000 had no answer at all.
    List<String> failures() {
        return List.copyOf(failures);
    }
}
