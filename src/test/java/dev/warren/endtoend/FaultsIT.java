package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.endtoend.Server.Answer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// What can go wrong around Warren, on real parts: nothing that was acknowledged is lost, tunnels go on, and everything
/// is well again by itself. The data directory is a small disk of its own. The steps build on one another.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {

    private static final int CREATES = 1_000;
    private static final int BEFORE_THE_FAULT = 200;
    private static final Pattern ID = Pattern.compile("\"clientId\":\"?(\\d+)");

    private Namespace warren;
    private Namespace phone;
    private Server server;
    private StockClient client;
    private Path directory;
    private Path data;
    private final Set<String> acknowledged = new HashSet<>();

    @BeforeAll
    void aServerOnASmallDisk() throws Exception {
        directory = Server.emptyDirectory("faults");
        data = Files.createDirectory(directory.resolve("data"));
        outside("mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "warren-faults", data.toString());
        warren = new Namespace("fs");
        phone = new Namespace("fc");
        Namespace.connect(warren, phone);
        server = new Server(warren, phone, directory, "192.0.2.1")
                .with("INIT_IPV4_CIDR", "10.8.0.0/16")
                .with("QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SOCKETTIMEOUT", "3");
        client = new StockClient(phone);
        server.start();
        server.awaitReady();
    }

    @AfterAll
    void nothingIsLeft() throws Exception {
        for (Namespace namespace : new Namespace[] {phone, warren}) {
            if (namespace != null) {
                namespace.close();
            }
        }
        outside("umount", "-l", data.toString());
    }

    @Test
    @Order(1)
    void a_kill_of_warren_among_a_thousand_creations_loses_no_acknowledged_peer_and_leaves_none_half_there() {
        Requests creations = server.requests(names("killed"), "/api/client").start();
        creations.awaitAnswers(BEFORE_THE_FAULT);
        server.killAlone();
        creations.finish(true);
        acknowledge(creations);

        server.start();
        server.awaitReady();

        assertEverybodyIsThere();
        client.start(server.download("/api/client/" + last() + "/configuration", "last.conf"));
        Eventually.within(Duration.ofSeconds(15), "the last one connects", () -> client.reaches("10.8.0.1"));
    }

    @Test
    @Order(2)
    void a_kill_of_postgresql_loses_none_either_and_it_comes_back_while_tunnels_go_on() throws Exception {
        Requests creations = server.requests(names("orphaned"), "/api/client").start();
        creations.awaitAnswers(BEFORE_THE_FAULT);
        Process pings = pings(50);
        kill("-KILL", List.of(postmaster()));
        Eventually.within(
                Duration.ofSeconds(60),
                "changes are taken again",
                () -> server.call("POST", "/api/client", body("after")).status() == 200);
        creations.finish(true);
        acknowledge(creations);

        assertTrue(Namespace.finished(pings, "ping").contains(" 0% packet loss"));
        assertTrue(
                creations.failures().stream().allMatch(failure -> failure.endsWith(" 503")),
                () -> creations.failures().toString());
        assertEverybodyIsThere();
    }

    @Test
    @Order(3)
    void while_the_database_hangs_tunnels_go_on_and_changes_are_refused_with_the_reason() throws Exception {
        List<String> processes = postgres();
        Process pings = pings(60);
        kill("-STOP", processes);
        try {
            Answer refused = server.call("POST", "/api/client", body("nobody"));
            assertEquals(503, refused.status(), refused.body());
            assertTrue(refused.body().contains("The database does not answer. Tunnels go on"), refused.body());
            Answer api = server.call("POST", "/api/v1/interfaces", "{}");
            assertEquals(503, api.status(), api.body());
            assertTrue(client.reaches("10.8.0.1"));
        } finally {
            kill("-CONT", processes);
        }

        assertTrue(Namespace.finished(pings, "ping").contains(" 0% packet loss"));
        Eventually.within(
                Duration.ofSeconds(40),
                "changes are taken again",
                () -> server.call("POST", "/api/client", body("resumed")).status() == 200);
        assertEverybodyIsThere();
    }

    @Test
    @Order(4)
    void on_a_full_disk_changes_are_refused_until_there_is_room_and_nothing_is_lost() {
        warren.succeeds("dd", "if=/dev/zero", "of=" + data.resolve("filler"), "bs=64k", "status=none");
        Requests creations = server.requests(names("full"), "/api/client").start();
        creations.awaitFailure(Duration.ofMinutes(1));
        creations.finish(true);
        acknowledge(creations);
        assertTrue(creations.failures().getFirst().endsWith(" 503"), creations.failures()::toString);
        assertTrue(client.reaches("10.8.0.1"));
        assertFalse(server.log().contains("s1:"), "the log has no value of a row that could not be written");

        warren.run("rm", data.resolve("filler").toString());

        Eventually.within(
                Duration.ofSeconds(60),
                "changes are taken again",
                () -> server.call("POST", "/api/client", body("room again")).status() == 200);
        assertEverybodyIsThere();
    }

    @Test
    @Order(5)
    void a_second_warren_on_the_data_directory_says_who_has_it_and_ends() throws IOException {
        String said = server.startedBeside();

        assertTrue(said.startsWith("1\n"), said);
        assertTrue(said.contains("Another Warren (process "), said);
        assertTrue(said.contains(data.toRealPath().toString()), said);
        assertTrue(client.reaches("10.8.0.1"), "the first one goes on");
        assertEquals(200, server.call("GET", "/api/client?filter=nobody", "").status());
    }

    private void assertEverybodyIsThere() {
        JsonPath clients = JsonPath.from(server.get("/api/client"));
        List<String> ids = clients.getList("id", Object.class).stream()
                .map(String::valueOf)
                .toList();
        var missing = new HashSet<>(acknowledged);
        missing.removeAll(ids);
        assertEquals(Set.of(), missing, "acknowledged, and gone");
        assertEquals(
                ids.size(),
                warren.run("wg", "show", "wg0", "peers").lines().count(),
                "the engine has those of the database");
        assertEquals(
                ids.size(),
                new HashSet<>(clients.getList("ipv4Address")).size(),
                "nobody has the address of somebody else");
        Requests configurations = server.requests(
                        ids.stream().map(id -> "/" + id + "/configuration").toList(), "/api/client")
                .start()
                .finish(false);
        assertEquals(List.of(), configurations.failures(), "each has a configuration");
        assertFalse(configurations.answers().isEmpty());
    }

    private void acknowledge(Requests creations) {
        for (String answer : creations.answers()) {
            var id = ID.matcher(answer);
            assertTrue(id.find(), answer);
            acknowledged.add(id.group(1));
        }
    }

    private String last() {
        return acknowledged.stream()
                .max((one, other) -> Long.compare(Long.parseLong(one), Long.parseLong(other)))
                .orElseThrow();
    }

    private Process pings(int count) {
        return phone.start("ping", "-n", "-i", "0.1", "-c", String.valueOf(count), "-W", "1", "10.8.0.1");
    }

    private String postmaster() throws IOException {
        return Files.readAllLines(data.resolve("postgresql/cluster-18/postmaster.pid"))
                .getFirst()
                .strip();
    }

    /// The server's processes: the postmaster and its children.
    private List<String> postgres() throws IOException {
        List<String> processes = new ArrayList<>();
        ProcessHandle.of(Long.parseLong(postmaster())).ifPresent(postmaster -> {
            processes.add(String.valueOf(postmaster.pid()));
            postmaster.descendants().forEach(child -> processes.add(String.valueOf(child.pid())));
        });
        return processes;
    }

    private static void kill(String signal, List<String> processes) throws Exception {
        outside("sh", "-c", "kill %s %s".formatted(signal, String.join(" ", processes)));
    }

    private static void outside(String... command) throws Exception {
        Namespace.finished(new ProcessBuilder(command).redirectErrorStream(true).start(), command);
    }

    private static List<String> names(String kind) {
        return IntStream.range(0, CREATES)
                .mapToObj(number -> body(kind + " " + number))
                .toList();
    }

    private static String body(String name) {
        return "{\"name\":\"%s\",\"expiresAt\":null}".formatted(name);
    }
}
