package dev.warren.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.database.DatabaseAccess;
import dev.warren.database.DatabaseSettings;
import dev.warren.database.EmptyDatabase;
import dev.warren.endtoend.Eventually;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The packaged Warren on the data directory of each version that was released.
class UpgradeIT {

    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final String ADMIN = "admin:correct horse battery";

    @TempDir
    private Path data;

    private Process server;
    private int port;
    private Path log;

    static List<KeptRelease> releases() throws IOException {
        return KeptRelease.all();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (server != null) {
            server.destroy();
            assertTrue(server.waitFor(1, TimeUnit.MINUTES), "it ends when it is told to");
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void what_a_release_left_is_there_and_works_under_this_version(KeptRelease release) throws Exception {
        EmptyDatabase.in(data, release::restore);
        Files.copy(release.directory().resolve("master.key"), data.resolve("master.key"));

        start();

        JsonPath peers = JsonPath.from(get("/api/v1/peers?sort=name"));
        assertEquals(List.of("office", "phone"), peers.getList("items.name"));
        String phone = peers.getString("items.find { it.name == 'phone' }.id");
        assertEquals(
                Files.readString(release.directory().resolve("phone.conf")),
                get("/api/v1/peers/" + phone + "/config"),
                "the same configuration, whose keys had to be unsealed");
        assertEquals(
                List.of("wg0", "wg1"),
                JsonPath.from(get("/api/v1/interfaces?sort=name")).getList("items.name"));
        assertEquals(
                List.of("admin", "anna"),
                JsonPath.from(get("/api/v1/users?sort=name")).getList("items.name"));
        assertTrue(get("/api/v1/audit?limit=500").contains("\"peer.created\""), "the audit log goes on");

        String made = send("POST", "/api/v1/peers", "{\"name\":\"new under the new version\"}");
        assertTrue(made.contains("10.8.0.4"), "the next free address: " + made);
        assertEquals(0, failedMigrations());
    }

    private void start() throws IOException {
        port = EmptyDatabase.freePort();
        log = data.resolve("warren.log");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "WARREN_DATA",
                        data.toString(),
                        "WARREN_HOST",
                        "127.0.0.1",
                        "WARREN_PORT",
                        String.valueOf(port),
                        "WARREN_INTERFACES_ENGINE",
                        "false"));
        server = builder.start();
        Eventually.within(Duration.ofMinutes(2), "Warren answers; see " + log, () -> {
            if (!server.isAlive()) {
                throw new AssertionError(read(log));
            }
            try {
                return get("/q/health/live").contains("UP");
            } catch (IOException | InterruptedException e) {
                return false;
            }
        });
    }

    private int failedMigrations() throws Exception {
        var settings = new DatabaseSettings(data, Optional.empty());
        try (var access = DatabaseAccess.open(settings).orElseThrow();
                Connection database = access.connect();
                var statement = database.createStatement();
                var rows = statement.executeQuery("select count(*) from flyway_schema_history where not success")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    private String send(String method, String path, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(ADMIN.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertTrue(
                    answer.statusCode() < 300, method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            return answer.body();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
