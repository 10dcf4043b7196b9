package dev.warren.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.web.ShiftedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiTokensTest {

    private static final String TOKENS = "/api/v1/account/tokens";

    @Inject
    TestAccounts accounts;

    @Inject
    ShiftedClock clock;

    private User anna;
    private String session;

    @BeforeEach
    void somebody() {
        anna = accounts.user(Role.ADMIN);
        session = accounts.session(anna);
    }

    @Test
    void a_token_is_shown_once_and_lets_its_owner_in() {
        var made = make("terraform", List.of("read", "peers"), null);
        made.then()
                .statusCode(201)
                .body("name", equalTo("terraform"))
                .body("scopes", equalTo(List.of("read", "peers")))
                .body("token", matchesPattern("wrn_[A-Za-z0-9_-]{43}"))
                .header("Location", containsString(TOKENS + "/"));
        String token = made.path("token");
        bearer(token).get("/api/v1/account").then().statusCode(200).body("name", equalTo(anna.name()));
        browser()
                .get(TOKENS)
                .then()
                .body("items[0].name", equalTo("terraform"))
                .body("items[0].lastUsedAt", notNullValue())
                .body("items[0].token", nullValue())
                .body(not(containsString(token)));
    }

    @Test
    void it_opens_wg_easys_api_too_as_far_as_its_scopes_reach() {
        bearer(token("read")).get("/api/client").then().statusCode(200);
        bearer(token("peers")).get("/api/client").then().statusCode(200);
        bearer(token("read"))
                .contentType("application/json")
                .body("{\"name\":\"x\"}")
                .post("/api/client")
                .then()
                .statusCode(403);
    }

    @Test
    void a_scope_is_where_it_ends() {
        bearer(token("peers"))
                .get("/api/v1/users")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("The scopes of this token (peers) do not reach so far."));
        bearer(token("read")).get("/api/v1/users").then().statusCode(200);
        bearer(token("read")).delete("/api/v1/users/" + anna.id()).then().statusCode(403);
        bearer(token("admin"))
                .delete("/api/v1/users/" + accounts.user(Role.USER).id())
                .then()
                .statusCode(204);
    }

    @Test
    void it_reaches_no_farther_than_its_owner() {
        session = accounts.session(Role.USER);
        bearer(token("admin")).get("/api/v1/users").then().statusCode(403);
        session = accounts.session(Role.AUDITOR);
        var auditors = token("admin");
        bearer(auditors).get("/api/v1/users").then().statusCode(200);
        bearer(auditors).delete("/api/v1/users/" + anna.id()).then().statusCode(403);
    }

    @Test
    void who_has_found_one_can_change_nothing_about_how_its_owner_signs_in() {
        var token = token("admin");
        bearer(token)
                .contentType("application/json")
                .body("{\"name\":\"mine\",\"scopes\":[\"admin\"]}")
                .post(TOKENS)
                .then()
                .statusCode(403);
        bearer(token)
                .contentType("application/json")
                .body("{\"present\":\"" + TestAccounts.PASSWORD + "\",\"password\":\"another one\"}")
                .put("/api/v1/account/password")
                .then()
                .statusCode(403);
        bearer(token)
                .contentType("application/json")
                .body("{\"password\":\"another long one\"}")
                .put("/api/v1/users/" + anna.id() + "/password")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("your own account"));
        accounts.recoveryCode(anna.name());
        bearer(token)
                .delete("/api/v1/users/" + anna.id() + "/totp")
                .then()
                .statusCode(409)
                .body("detail", containsString("your own account"));
        bearer(token).get("/api/v1/account/sessions").then().statusCode(200);
    }

    @Test
    void a_revoked_expired_or_unknown_one_is_worth_nothing() {
        var revoked = make("revoked", List.of("read"), null);
        var expiring = make(
                "expiring", List.of("read"), clock.instant().plusSeconds(60).toString());
        expiring.then().statusCode(201);
        bearer(expiring.path("token")).get("/api/v1/account").then().statusCode(200);
        bearer(revoked.path("token")).get("/api/v1/account").then().statusCode(200);
        browser().delete(revoked.header("Location")).then().statusCode(204);
        browser().delete(revoked.header("Location")).then().statusCode(404);
        clock.advance(Duration.ofSeconds(61));
        for (var token : List.of(
                revoked.<String>path("token"),
                expiring.<String>path("token"),
                TokenText.generate().text())) {
            bearer(token)
                    .get("/api/v1/account")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", startsWith("Bearer"))
                    .body("detail", equalTo("This token is unknown, expired or revoked."));
        }
    }

    @Test
    void a_disabled_owners_token_is_worth_nothing() {
        var token = token("read");
        bearer(token).get("/api/v1/account").then().statusCode(200);
        given().cookie(SessionCookie.NAME, accounts.session(Role.ADMIN))
                .contentType("application/json")
                .body(Map.of("enabled", false))
                .patch("/api/v1/users/" + anna.id())
                .then()
                .statusCode(200);
        bearer(token).get("/api/v1/account").then().statusCode(401);
    }

    @Test
    void a_bad_one_closes_nothing_that_is_open() {
        bearer(TokenText.generate().text()).get("/api/information").then().statusCode(200);
    }

    @Test
    void what_is_wrong_with_a_new_one_is_named() {
        make("", List.of("read"), null).then().statusCode(422).body("errors.field", hasItem("name"));
        make("x", List.of(), null).then().statusCode(422).body("errors.field", hasItem("scopes"));
        make("x", List.of("everything"), null).then().statusCode(422).body("errors.field", hasItem("scopes"));
        make("x", List.of("read"), "2020-01-01T00:00:00Z")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("expiresAt"));
        make("x", List.of("read"), "soon").then().statusCode(422).body("errors.field", hasItem("expiresAt"));
        make("twice", List.of("read"), null).then().statusCode(201);
        make("Twice", List.of("read"), null).then().statusCode(422).body("errors.field", hasItem("name"));
    }

    @Test
    void nobody_sees_or_revokes_somebody_elses() {
        var made = make("mine", List.of("read"), null);
        session = accounts.session(Role.ADMIN);
        browser().get(TOKENS).then().body("items.size()", equalTo(0));
        browser().delete(made.header("Location")).then().statusCode(404);
        browser().get("/api/v1/users/" + anna.id() + "/tokens").then().body("items.name", equalTo(List.of("mine")));
        browser()
                .delete("/api/v1/users/" + anna.id() + "/tokens/" + made.path("id"))
                .then()
                .statusCode(204);
        bearer(made.path("token")).get("/api/v1/account").then().statusCode(401);
    }

    @Test
    void who_only_reads_gets_no_keys() {
        for (var path : List.of(
                "/api/v1/peers/1/config",
                "/api/v1/peers/1/qr.png",
                "/peers/1/delivery",
                "/api/client/1",
                "/api/client/1/configuration")) {
            assertFalse(Scope.allow(Set.of(Scope.READ), HttpMethod.GET, path), path);
            assertFalse(Scope.allow(Set.of(Scope.READ), HttpMethod.GET, path + "/"), path + "/");
            assertTrue(Scope.allow(Set.of(Scope.PEERS), HttpMethod.GET, path), path);
        }
        assertTrue(Scope.allow(Set.of(Scope.READ), HttpMethod.GET, "/api/v1/peers/1"));
    }

    @Test
    void what_peers_send_is_for_the_widest_scope_alone() {
        for (var path : List.of(
                "/api/v1/peers/1/capture",
                "/api/v1/peers/1/capture/",
                "/api/v1/peers/1/capture/file",
                "/api/v1/peers/1/capture/file/")) {
            assertFalse(Scope.allow(EnumSet.of(Scope.READ, Scope.PEERS), HttpMethod.GET, path), path);
            assertFalse(Scope.allow(EnumSet.of(Scope.READ, Scope.PEERS), HttpMethod.POST, path), path);
            assertTrue(Scope.allow(Set.of(Scope.ADMIN), HttpMethod.GET, path), path);
        }
    }

    @Test
    void what_is_not_known_to_be_about_peers_needs_the_widest_scope() {
        var peers = EnumSet.of(Scope.READ, Scope.PEERS);
        assertTrue(Scope.allow(peers, HttpMethod.POST, "/api/v1/peers"));
        assertTrue(Scope.allow(peers, HttpMethod.DELETE, "/api/v1/peers/1"));
        assertTrue(Scope.allow(peers, HttpMethod.POST, "/api/client/1/enable"));
        assertTrue(Scope.allow(peers, HttpMethod.GET, "/api/v1/interfaces"));
        assertFalse(Scope.allow(peers, HttpMethod.POST, "/api/v1/peersonal"));
        assertFalse(Scope.allow(peers, HttpMethod.PATCH, "/api/v1/interfaces/1"));
        assertFalse(Scope.allow(peers, HttpMethod.POST, "/api/v1/whatever-comes"));
        assertFalse(Scope.allow(Set.of(Scope.PEERS), HttpMethod.GET, "/api/v1/interfaces"));
        assertTrue(Scope.allow(Set.of(Scope.ADMIN), HttpMethod.POST, "/api/v1/whatever-comes"));
        assertThrows(IllegalArgumentException.class, () -> Scope.parse(List.of()));
    }

    private String token(String scope) {
        return make("token " + System.nanoTime(), List.of(scope), null).path("token");
    }

    private Response make(String name, List<String> scopes, String expiresAt) {
        var body = new HashMap<String, Object>();
        body.put("name", name);
        body.put("scopes", scopes);
        body.put("expiresAt", expiresAt);
        return browser().contentType("application/json").body(body).post(TOKENS);
    }

    private RequestSpecification browser() {
        return given().cookie(SessionCookie.NAME, session);
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }
}
