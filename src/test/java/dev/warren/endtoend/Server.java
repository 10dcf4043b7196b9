package dev.warren.endtoend;

import io.restassured.path.json.JsonPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The packaged Warren in a namespace, and its web side as a program in another one sees it.
final class Server {

    static final String USER = "admin";
    static final String PASSWORD = "correct horse battery";
    static final String METRICS_PASSWORD = "a password for metrics";

    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

    /// A program that runs Warren elsewhere than in a Java of this machine, such as `bench/container.sh` in a
    /// container: with the word `run` and the directory of sockets, until it is asked to end; with `kill`, it
    /// kills.
    private static final @Nullable String CONTAINER = System.getProperty("warren.container");

    private final Namespace home;
    private final Namespace caller;
    private final Path directory;
    private final String address;
    private final Map<String, String> variables = new HashMap<>();
    private Process process;

    /// What came back for a request.
    record Answer(int status, String body) {

        JsonPath json() {
            return JsonPath.from(body);
        }
    }

    /// @param address by which `caller` reaches `home`
    Server(Namespace home, Namespace caller, Path directory, String address) {
        if (!Files.exists(JAR)) {
            throw new AssertionError(JAR + " is not there: run ./warren build");
        }
        this.home = home;
        this.caller = caller;
        this.directory = directory;
        this.address = address;
    }

    /// Starts it with an environment variable more, or with another value.
    Server with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    void start() {
        process = home.start(launch("warren.log"));
    }

    /// What it has logged since the first start.
    String log() {
        try {
            return Files.readString(directory.resolve("warren.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What one more Warren with the same settings, but another port for its pages, prints until it ends.
    String startedBeside() {
        ProcessBuilder builder = launch("beside.log");
        builder.environment().put("WARREN_PORT", "51899");
        builder.environment().put("PORT", "51899");
        Process second = home.start(builder);
        try {
            if (!second.waitFor(1, TimeUnit.MINUTES)) {
                second.destroyForcibly();
                throw new AssertionError("A second Warren runs on one data directory");
            }
            return second.exitValue() + "\n" + Files.readString(directory.resolve("beside.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// What a command prints that has the same settings as the server, and its exit code on a last line.
    ///
    /// @param around a command that runs it: `setpriv …`; empty for none
    String command(List<String> around, String... words) {
        List<String> line = new ArrayList<>(around);
        line.addAll(java());
        line.addAll(List.of(words));
        ProcessBuilder builder = home.builder(line.toArray(String[]::new));
        set(builder);
        Process process = home.start(builder);
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output + process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                JAR.toString());
    }

    private ProcessBuilder launch(String log) {
        List<String> line = CONTAINER == null
                ? java()
                : List.of(CONTAINER, "run", home.sockets().toString());
        ProcessBuilder builder = home.builder(line.toArray(String[]::new));
        set(builder);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve(log).toFile()));
        return builder;
    }

    private void set(ProcessBuilder builder) {
        builder.environment()
                .putAll(Map.of(
                        "WARREN_DATA",
                        directory.resolve("data").toString(),
                        "WARREN_METRICS_PASSWORD",
                        METRICS_PASSWORD,
                        "INIT_ENABLED",
                        "true",
                        "INIT_USERNAME",
                        USER,
                        "INIT_PASSWORD",
                        PASSWORD,
                        "INIT_HOST",
                        address,
                        "INIT_IPV4_CIDR",
                        "10.8.0.0/24",
                        "INIT_IPV6_CIDR",
                        "fd00:8::/64"));
        builder.environment().putAll(variables);
    }

    void awaitReady() {
        Eventually.within(Duration.ofMinutes(3), "Warren answers; see " + directory.resolve("warren.log"), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("Warren ended; see " + directory.resolve("warren.log"));
            }
            return caller.succeeds("curl", "-sfk", "-m", "2", url("/q/health/ready"));
        });
    }

    /// Ends it as `systemctl stop` does.
    void stop() {
        process.destroy();
        awaitEnd();
    }

    void kill() {
        if (CONTAINER != null) {
            home.run(CONTAINER, "kill");
            awaitEnd();
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd();
    }

    /// Kills the JVM alone; what it has started finds out by itself.
    void killAlone() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new AssertionError("Warren does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String url(String path) {
        String scheme = variables.containsKey("WARREN_TLS_CERTIFICATE") ? "https" : "http";
        return "%s://%s:51821%s".formatted(scheme, address, path);
    }

    /// The address from which somebody has signed in last, by the audit log.
    String lastSignIn() {
        return JsonPath.from(get("/api/v1/audit?q=signed-in&limit=1")).getString("items[0].address");
    }

    /// The body of an answer; the request has HTTP Basic.
    String get(String path) {
        return caller.run("curl", "-sSf", "-m", "20", "-u", USER + ":" + PASSWORD, url(path));
    }

    String metrics(String path) {
        return caller.run("curl", "-sSf", "-m", "20", "-H", "Authorization: Bearer " + METRICS_PASSWORD, url(path));
    }

    String post(String path, String json) {
        return caller.run(
                "curl",
                "-sSf",
                "-m",
                "20",
                "-u",
                USER + ":" + PASSWORD,
                "-H",
                "Content-Type: application/json",
                "-d",
                json,
                url(path));
    }

    /// Any request, with whatever comes back.
    Answer call(String method, String path, String json) {
        String answer = caller.run(
                "curl",
                "-sS",
                "-m",
                "60",
                "-u",
                USER + ":" + PASSWORD,
                "-X",
                method,
                "-H",
                "Content-Type: application/json",
                "-d",
                json,
                "-w",
                "\n%{http_code}",
                url(path));
        int end = answer.lastIndexOf('\n');
        return new Answer(Integer.parseInt(answer.substring(end + 1).strip()), answer.substring(0, end));
    }

    /// The same, which has to succeed.
    Answer done(String method, String path, String json) {
        Answer answer = call(method, path, json);
        if (answer.status() >= 300) {
            throw new AssertionError("%s %s: %s".formatted(method, path, answer));
        }
        return answer;
    }

    /// The status of a GET with other options of curl's than name and password.
    int status(String path, String... options) {
        List<String> line = new ArrayList<>(List.of("curl", "-sS", "-m", "20", "-o", "/dev/null"));
        line.addAll(List.of(options));
        line.addAll(List.of("-w", "%{http_code}", url(path)));
        return Integer.parseInt(caller.run(line.toArray(String[]::new)).strip());
    }

    /// Many requests by one program, one after the other.
    Requests requests(List<String> bodies, String path) {
        return new Requests(caller, directory, url(path), bodies);
    }

    /// Where a form leads to.
    String submit(String path, String fields) {
        return caller.run(
                        "curl",
                        "-sSf",
                        "-m",
                        "20",
                        "-u",
                        USER + ":" + PASSWORD,
                        "-d",
                        fields,
                        "-o",
                        "/dev/null",
                        "-w",
                        "%header{location}",
                        url(path))
                .strip();
    }

    /// The page that comes back when a form is refused.
    String refused(String path, String fields) {
        String answer = caller.run(
                "curl",
                "-sS",
                "-m",
                "20",
                "-u",
                USER + ":" + PASSWORD,
                "-H",
                "Accept: text/html",
                "-d",
                fields,
                "-w",
                "%{http_code}",
                url(path));
        if (!answer.endsWith("422")) {
            throw new AssertionError("not refused: " + answer);
        }
        return answer;
    }

    Path download(String path, String name) {
        Path file = directory.resolve(name);
        caller.run("curl", "-sSf", "-m", "20", "-u", USER + ":" + PASSWORD, "-o", file.toString(), url(path));
        return file;
    }

    static Path emptyDirectory(String name) {
        Path directory = Path.of("target", name).toAbsolutePath();
        try {
            if (Files.exists(directory)) {
                try (var files = Files.walk(directory)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
