package dev.warren.compat;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.Member;
import dev.warren.peers.TestPeers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WgEasyMetricsApiTest {

    private static final String PASSWORD = "the metrics password of the tests";

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    /// Until there is somebody who may sign in, the setup is all there is.
    @BeforeEach
    void somebody() {
        accounts.user(Role.ADMIN);
    }

    @Test
    void prometheus_gets_wg_easys_names_and_labels_in_its_order() {
        WgInterface wg = interfaces.create();
        Member anna = peers.create(wg, "an\"na");

        String text = afterTheNextSnapshot(wg);

        assertTrue(text.contains("# TYPE wireguard_sent_bytes counter\n"), text);
        assertTrue(text.contains("wireguard_configured_peers{interface=\"%s\"} 1\n".formatted(wg.name())), text);
        assertTrue(
                text.contains(
                        "wireguard_latest_handshake_seconds{interface=\"%s\",enabled=\"true\",ipv4Address=\"%s\",ipv6Address=\"%s\",name=\"an\\\"na\"} 0\n"
                                .formatted(wg.name(), anna.ipv4(), anna.ipv6())),
                text);
    }

    @Test
    void json_has_the_counts_and_the_clients() {
        Member anna = peers.create(interfaces.create(), "anna");
        with(PASSWORD)
                .get("/metrics/json")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("wireguard_configured_peers", instanceOf(Integer.class))
                .body("clients.publicKey", hasItem(anna.publicKey()));
    }

    @Test
    void a_missing_or_wrong_password_is_a_401_in_json() {
        for (RequestSpecification request : new RequestSpecification[] {
            given(), with("wrong"), guesser().auth().preemptive().basic("a", "b")
        }) {
            request.get("/metrics/json").then().statusCode(401).contentType(ContentType.JSON);
        }
        with("wrong").get("/metrics/json").then().body("statusCode", equalTo(401));
        with("wrong").get("/metrics/prometheus").then().statusCode(401);
    }

    @Test
    void our_own_metrics_are_for_those_who_may_see_all_peers() {
        Member anna = peers.create(interfaces.create(), "anna");

        given().get("/q/metrics").then().statusCode(401);
        with("wrong").get("/q/metrics").then().statusCode(401);
        with(PASSWORD)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("wireguard_peer_receive_bytes_total{"))
                .body(containsString(anna.publicKey()));
        User auditor = accounts.user(Role.AUDITOR);
        given().auth()
                .preemptive()
                .basic(auditor.name(), TestAccounts.PASSWORD)
                .get("/q/metrics")
                .then()
                .statusCode(200);
    }

    @Test
    void our_own_metrics_tell_of_tags_quotas_and_the_version() {
        User admin = accounts.user(Role.ADMIN);
        WgInterface wg = interfaces.create();
        given().auth()
                .preemptive()
                .basic(admin.name(), TestAccounts.PASSWORD)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "interface", wg.id(),
                        "name", "office",
                        "tags", List.of("must-be-online"),
                        "quota",
                                Map.of(
                                        "bytes",
                                        5_000_000_000L,
                                        "period",
                                        "week",
                                        "counts",
                                        "sent",
                                        "action",
                                        "notify")))
                .post("/api/v1/peers")
                .then()
                .statusCode(201);

        with(PASSWORD)
                .get("/q/metrics")
                .then()
                .body(containsString("warren_info{version="))
                .body(matchesPattern(
                        "(?s).*wireguard_peer_tag_info\\{[^}]*name=\"office\"[^}]*tag=\"must-be-online\"} 1\n.*"))
                .body(matchesPattern(
                        "(?s).*wireguard_peer_quota_limit_bytes\\{[^}]*name=\"office\"[^}]*} 5000000000\n.*"))
                .body(matchesPattern("(?s).*wireguard_peer_quota_used_bytes\\{[^}]*name=\"office\"[^}]*} 0\n.*"));
    }

    @Test
    void anybody_may_ask_what_this_is_and_is_not_told_a_bare_string() {
        given().get("/api/information").then().statusCode(200).body("updateAvailable", equalTo(false));
        given().get("/api/release").then().statusCode(200).body("$", instanceOf(Map.class));
    }

    @Test
    void a_session_begins_and_ends_by_program() {
        User admin = accounts.user(Role.ADMIN);
        var answer = given().contentType(ContentType.JSON)
                .body(Map.of("username", admin.name(), "password", TestAccounts.PASSWORD, "remember", true))
                .post("/api/session");
        answer.then().statusCode(200).body("status", equalTo("success"));
        var signedIn = given().cookies(answer.cookies());
        signedIn.get("/api/session").then().statusCode(200).body("username", equalTo(admin.name()));

        given().cookies(answer.cookies()).delete("/api/session").then().statusCode(200);
        given().cookies(answer.cookies()).get("/api/session").then().statusCode(401);
    }

    @Test
    void a_wrong_password_begins_nothing() {
        guesser()
                .contentType(ContentType.JSON)
                .body(Map.of("username", "nobody", "password", "wrong", "remember", false))
                .post("/api/auth/password")
                .then()
                .statusCode(401)
                .body("statusMessage", containsString("not right"));
        given().contentType(ContentType.JSON)
                .body(Map.of())
                .post("/api/session")
                .then()
                .statusCode(400);
    }

    /// An interface is in the text with the first snapshot after it was made.
    private static String afterTheNextSnapshot(WgInterface wg) {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        String text;
        do {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            text = with(PASSWORD)
                    .get("/metrics/prometheus")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
        } while (!text.contains(wg.name()) && Instant.now().isBefore(end));
        return text;
    }

    /// From an address of its own: a wrong password counts against the address that it comes from.
    private static RequestSpecification guesser() {
        return given().header("X-Forwarded-For", "100.73.0.3");
    }

    private static RequestSpecification with(String password) {
        return given().header("Authorization", "Bearer " + password);
    }
}
