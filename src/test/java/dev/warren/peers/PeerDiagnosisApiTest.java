package dev.warren.peers;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Without an engine: what it shows of a peer is tested end to end.
@QuarkusTest
class PeerDiagnosisApiTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @ConfigProperty(name = "warren.secrets.data")
    Path data;

    private User admin;
    private WgInterface wg;
    private Member anna;
    private String place;

    @BeforeEach
    void aPeer() {
        admin = accounts.user(Role.ADMIN);
        wg = interfaces.create();
        anna = peers.create(wg, "anna");
        place = "/api/v1/peers/" + anna.id();
    }

    @Test
    void nothing_stands_in_the_way_of_a_peer_of_which_nothing_was_dropped() {
        as(accounts.user(Role.AUDITOR))
                .get(place + "/diagnosis")
                .then()
                .statusCode(200)
                .body("drops", anEmptyMap())
                .body("endpointTrouble", nullValue())
                .body("logged", equalTo(false));
    }

    @Test
    void an_interface_that_rests_has_counted_nothing() {
        as(accounts.user(Role.AUDITOR))
                .get("/api/v1/interfaces/" + wg.id() + "/diagnosis")
                .then()
                .statusCode(200)
                .body("drops", anEmptyMap())
                .body("unresolved", anEmptyMap());
        as(admin).get("/api/v1/interfaces/" + anna.id() + "/diagnosis").then().statusCode(404);
        as(admin).get(place).then().body("endpointTrouble", nullValue());
    }

    @Test
    void the_log_is_switched_on_for_one_peer_and_its_newest_lines_are_shown() {
        Member berta = peers.create(wg, "berta");
        log(anna, ": too early");
        as(admin).put(place + "/log").then().statusCode(204);
        as(admin).put(place + "/log").then().statusCode(204);
        log(berta, ": somebody else's");
        log(anna, " (192.0.2.7:51820): Sending keepalive");
        log(anna, ": Keypair 0000002a created");

        as(admin)
                .get(place + "/log")
                .then()
                .statusCode(200)
                .body("on", equalTo(true))
                .body("lines.text", contains("Sending keepalive (192.0.2.7:51820)", "Keypair 0000002a created"));

        as(admin).delete(place + "/log").then().statusCode(204);
        as(admin).get(place + "/log").then().body("on", equalTo(false)).body("lines", hasSize(2));
        as(admin).get("/api/v1/peers/" + berta.id() + "/log").then().body("lines", empty());
        audited("peer.log-started", "peer.log-ended");
    }

    @Test
    void of_many_lines_the_newest_two_hundred_are_kept() {
        as(admin).put(place + "/log").then().statusCode(204);
        IntStream.range(0, 250).forEach(i -> log(anna, ": line " + i));

        as(admin)
                .get(place + "/log")
                .then()
                .body("lines", hasSize(200))
                .body("lines[0].text", equalTo("line 50"))
                .body("lines[199].text", equalTo("line 249"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\": \"x\"}",
                "{\"reason\": \"why not\", \"seconds\": 0}",
                "{\"reason\": \"why not\", \"seconds\": 90000}",
                "{\"reason\": \"why not\", \"bytes\": 10}",
                "{\"reason\": \"why not\", \"bytes\": 100000000000}",
                "{\"reason\": \"why not\", \"snapLength\": 1}",
                "{\"reason\": \"why not\", \"everything\": true}"
            })
    void a_capture_without_a_reason_or_beyond_its_limits_is_refused(String body) {
        as(admin)
                .contentType(ContentType.JSON)
                .body(body)
                .post(place + "/capture")
                .then()
                .statusCode(422)
                .body("errors", hasSize(1));
    }

    @Test
    void without_a_running_interface_there_is_nothing_to_capture() throws IOException {
        as(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "calls break off"))
                .post(place + "/capture")
                .then()
                .statusCode(409);
        assertEquals(List.of(), filesOfCaptures());
        for (String path : new String[] {"/capture", "/capture/file"}) {
            as(admin).get(place + path).then().statusCode(404);
        }
        as(admin).delete(place + "/capture").then().statusCode(404);
    }

    /// Those in the directory, and those that are open, deleted or not.
    private List<String> filesOfCaptures() throws IOException {
        Path directory = data.resolve("captures").toRealPath();
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory);
                Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            files.map(Path::toString).forEach(found::add);
            open.filter(Files::isSymbolicLink)
                    .map(PeerDiagnosisApiTest::target)
                    .filter(path -> path.startsWith(directory + "/"))
                    .forEach(found::add);
        }
        return found;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private void audited(String... actions) {
        for (String action : actions) {
            as(admin).get("/api/v1/audit?subject=" + anna.id()).then().body("items.action", hasItem(action));
        }
    }

    /// As an engine logs it.
    private void log(Member member, String what) {
        Logger.getLogger("dev.warren.engine.peers").log(Level.FINE, wg.name() + ": peer " + member.key() + what);
    }

    private static RequestSpecification as(User user) {
        return PeersApiTest.as(user);
    }
}
