package dev.warren.compat;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import dev.warren.interfaces.TestInterfaces;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What three programs that were written for wg-easy send, request by request, and what they read of the answers.
@QuarkusTest
class WgEasyReplayTest {

    private static int count;

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    private User admin;
    private String name;

    @BeforeEach
    void anInterface() {
        interfaces.create();
        admin = accounts.user(Role.ADMIN);
        name = "replay" + ++count;
    }

    /// The widget of homepage counts clients by `enabled` and `latestHandshakeAt`, and takes a `statusCode` above
    /// 400 in
    /// the body for a failure.
    @Test
    void homepage_counts_the_clients_and_understands_a_refusal() {
        basic().contentType(ContentType.JSON)
                .get("/api/client")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("$", instanceOf(List.class));
        given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", "100.73.0.2") // against which the failure counts
                .header("Authorization", "Basic d3Jvbmc6d3Jvbmc=")
                .get("/api/client")
                .then()
                .statusCode(401)
                .contentType(ContentType.JSON);
    }

    /// The integration of Home Assistant takes a server whose release is a bare string for wg-easy 14, and reads
    /// the
    /// metrics of any other.
    @Test
    void home_assistant_finds_wg_easy_15_and_reads_its_metrics() {
        given().get("/api/release").then().statusCode(200).body("$", instanceOf(Map.class));
        for (String bad : List.of("Bearer wrong", "Bearer ", "wrong")) {
            given().accept(ContentType.JSON)
                    .header("Authorization", bad)
                    .get("/metrics/json")
                    .then()
                    .statusCode(401)
                    .contentType(ContentType.JSON);
        }
        create();
        given().accept(ContentType.JSON)
                .header("Authorization", "Bearer the metrics password of the tests")
                .get("/metrics/json")
                .then()
                .statusCode(200)
                .body("clients.name", hasItem(name))
                .body("wireguard_configured_peers", notNullValue());
    }

    /// The provider of Terraform signs in once, keeps the cookie, and sends every field with every change, those of
    /// AmneziaWG among them. It finds a client by its id in the whole list.
    @Test
    void terraform_makes_changes_reads_and_deletes_a_client() {
        String cookie = signIn();
        String id = String.valueOf(session(cookie)
                .contentType(ContentType.JSON)
                .body(nulls(Map.of("name", name), "expiresAt"))
                .post("/api/client")
                .then()
                .statusCode(200)
                .body("clientId", notNullValue())
                .extract()
                .<Object>path("clientId"));
        Map<String, Object> made = find(cookie, id);
        Map<String, Object> change = new HashMap<>(Map.of(
                "name", name + "-changed",
                "enabled", false,
                "ipv4Address", made.get("ipv4Address"),
                "ipv6Address", made.get("ipv6Address"),
                "serverAllowedIps", List.of(),
                "mtu", made.get("mtu"),
                "persistentKeepalive", 25,
                "dns", List.of("1.1.1.1", "2606:4700:4700::1111")));
        change.putAll(
                Map.of("preUp", "", "postUp", "echo up", "preDown", "", "postDown", "", "jC", 0, "jMin", 0, "jMax", 0));

        session(cookie)
                .contentType(ContentType.JSON)
                .body(nulls(change, "expiresAt", "allowedIps", "serverEndpoint", "i1", "i2", "i3", "i4", "i5"))
                .post("/api/client/" + id)
                .then()
                .statusCode(200);

        Map<String, Object> changed = find(cookie, id);
        assertEquals(name + "-changed", changed.get("name"));
        assertEquals(false, changed.get("enabled"));
        assertEquals(List.of("1.1.1.1", "2606:4700:4700::1111"), changed.get("dns"));
        assertEquals(25, changed.get("persistentKeepalive"));
        assertEquals("echo up", changed.get("postUp"));
        assertEquals(made.get("mtu"), changed.get("mtu"));
        assertEquals(null, changed.get("allowedIps"));

        session(cookie).delete("/api/client/" + id).then().statusCode(200);
        session(cookie).delete("/api/client/" + id).then().statusCode(404);
    }

    @Test
    void terraform_signs_in_again_when_its_session_is_over() {
        String cookie = signIn();
        session(cookie).delete("/api/session").then().statusCode(200);

        session(cookie).get("/api/client").then().statusCode(401);
        session(signIn()).get("/api/client").then().statusCode(200);
    }

    /// What wg-easy's own page shows of a client with a link, and what the link does.
    @Test
    void a_link_is_made_handed_out_once_and_gone() {
        long id = create();
        String link = basic().post("/api/client/" + id + "/generateOneTimeLink")
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .extract()
                .path("oneTimeLink");

        assertFalse(given().get("/cnf/" + link)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .isEmpty());
        given().get("/cnf/" + link).then().statusCode(404).body("statusCode", equalTo(404));
    }

    @Test
    void information_is_public_and_says_no_update_without_asking_anybody() {
        given().get("/api/information")
                .then()
                .statusCode(200)
                .body("updateAvailable", equalTo(false))
                .body("currentRelease", notNullValue());
    }

    private String signIn() {
        return given().contentType(ContentType.JSON)
                .accept(ContentType.JSON)
                .body(Map.of("username", admin.name(), "password", TestAccounts.PASSWORD, "remember", true))
                .post("/api/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("warren_session");
    }

    private Map<String, Object> find(String cookie, String id) {
        return session(cookie)
                .get("/api/client")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .<Map<String, Object>>getList("$")
                .stream()
                .filter(client -> String.valueOf(client.get("id")).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private long create() {
        return basic().contentType(ContentType.JSON)
                .body(Map.of("name", name))
                .post("/api/client")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("clientId");
    }

    private static Map<String, Object> nulls(Map<String, ?> fields, String... names) {
        Map<String, Object> all = new HashMap<>(fields);
        for (String each : names) {
            all.put(each, null);
        }
        return all;
    }

    private static RequestSpecification session(String cookie) {
        return given().accept(ContentType.JSON).cookie("warren_session", cookie);
    }

    private RequestSpecification basic() {
        return given().auth().preemptive().basic(admin.name(), TestAccounts.PASSWORD);
    }
}
