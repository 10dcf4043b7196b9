package dev.warren.delivery;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.Member;
import dev.warren.peers.TestPeers;
import dev.warren.web.ShiftedClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PeerLinksApiTest {

    private static final String PASSWORD = "told by phone";

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    ShiftedClock clock;

    @Inject
    EntityManager database;

    private Member anna;

    @BeforeEach
    void aPeer() {
        anna = peers.create(interfaces.create(), "anna");
    }

    @Test
    void a_link_is_made_listed_without_what_opens_it_and_taken_back() {
        JsonPath made = make(Map.of("uses", 3));
        String id = made.getString("id");

        as(Role.OPERATOR)
                .get(links())
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id))
                .body("items[0].mostUses", equalTo(3))
                .body("items[0].uses", equalTo(0))
                .body("items[0].lastUsedAt", nullValue())
                .body("items[0].madeBy", notNullValue())
                .body(not(containsString(token(made))));

        as(Role.OPERATOR).delete(links() + "/" + id).then().statusCode(204);
        as(Role.OPERATOR).delete(links() + "/" + id).then().statusCode(404);
        visit(made).get(path(made)).then().statusCode(404);
        visit(made).post(path(made)).then().statusCode(404);
        assertEquals(List.of("peer.link-made", "peer.link-revoked"), audited());
    }

    @Test
    void looking_uses_nothing_up_and_the_button_does() {
        JsonPath made = make(Map.of());

        for (int i = 0; i < 3; i++) {
            visit(made).get(path(made)).then().statusCode(200).body(not(containsString("PrivateKey")));
            visit(made).head(path(made)).then().statusCode(200);
        }
        visit(made)
                .post(path(made))
                .then()
                .statusCode(200)
                .body(containsString("PrivateKey"))
                .body(containsString("data:image/svg+xml;base64,"))
                .body(containsString("the last time"));
        visit(made).post(path(made)).then().statusCode(404).body(not(containsString("PrivateKey")));
        visit(made).get(path(made)).then().statusCode(404);
        as(Role.ADMIN)
                .get(links())
                .then()
                .body("items[0].uses", equalTo(1))
                .body("items[0].lastUsedAt", notNullValue());
        assertEquals(List.of("peer.link-made", "peer.link-used"), audited());
    }

    @Test
    void the_pages_are_kept_by_nobody_and_lead_no_search_engine_or_referrer_here() {
        JsonPath made = make(Map.of("uses", 2));

        for (ValidatableResponse page : List.of(
                visit(made).get(path(made)).then(), visit(made).post(path(made)).then())) {
            page.statusCode(200)
                    .header("Cache-Control", containsString("no-store"))
                    .header("X-Robots-Tag", containsString("noindex"))
                    .header("Referrer-Policy", equalTo("strict-origin"))
                    .body(containsString("<meta name=\"referrer\" content=\"strict-origin\">"));
            assertEquals(
                    1, page.extract().headers().getValues("Referrer-Policy").size());
        }
    }

    @Test
    void a_link_ends_with_its_time() {
        JsonPath made = make(Map.of("expiresIn", 60));

        clock.advance(Duration.ofSeconds(61));

        visit(made).get(path(made)).then().statusCode(404);
        visit(made).post(path(made)).then().statusCode(404);
        as(Role.ADMIN).get(links()).then().body("items", hasSize(0));
    }

    @Test
    void a_password_is_asked_for_and_only_the_right_one_opens() {
        JsonPath made = make(Map.of("password", PASSWORD));

        visit(made).get(path(made)).then().body(containsString("type=\"password\""));
        visit(made)
                .post(path(made))
                .then()
                .statusCode(401)
                .body(containsString("not right"))
                .body(not(containsString("PrivateKey")));
        visit(made).formParam("password", "guess").post(path(made)).then().statusCode(401);
        visit(made)
                .formParam("password", PASSWORD)
                .post(path(made))
                .then()
                .statusCode(200)
                .body(containsString("PrivateKey"));
        assertEquals(List.of("peer.link-made", "peer.link-refused", "peer.link-refused", "peer.link-used"), audited());
    }

    @Test
    void after_five_wrong_passwords_even_the_right_one_waits() {
        JsonPath made = make(Map.of("password", PASSWORD));

        for (int i = 0; i < 5; i++) {
            visit(made, "198.51.100." + i).formParam("password", "guess").post(path(made));
        }

        visit(made, "198.51.100.99")
                .formParam("password", PASSWORD)
                .post(path(made))
                .then()
                .statusCode(429)
                .body(not(containsString("PrivateKey")));
        clock.advance(Duration.ofMinutes(6));
        visit(made).formParam("password", PASSWORD).post(path(made)).then().statusCode(200);
    }

    @Test
    void of_many_who_come_at_once_only_as_many_as_may_get_it() throws Exception {
        JsonPath made = make(Map.of("uses", 2));

        List<Integer> answers;
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Integer> visitor = () -> visit(made).post(path(made)).statusCode();
            answers = threads
                    .invokeAll(IntStream.range(0, 8).mapToObj(i -> visitor).toList())
                    .stream()
                    .map(answer -> answer.resultNow())
                    .sorted()
                    .toList();
        }

        assertEquals(List.of(200, 200, 404, 404, 404, 404, 404, 404), answers);
    }

    @Test
    void only_hashes_of_link_and_password_are_stored() {
        JsonPath made = make(Map.of("password", PASSWORD));

        String row = (String) QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery("select row_to_json(l)::text from config_link l where id = ?1")
                        .setParameter(1, UUID.fromString(made.getString("id")))
                        .getSingleResult());

        assertTrue(row.contains("$argon2id$"), row);
        assertFalse(row.contains(token(made)) || row.contains(PASSWORD), row);
    }

    @Test
    void what_can_not_be_is_refused_with_its_field() {
        refused(Map.of("expiresIn", 59), "expiresIn");
        refused(Map.of("expiresIn", 31L * 24 * 3600), "expiresIn");
        refused(Map.of("uses", 0), "uses");
        refused(Map.of("uses", 101), "uses");
        refused(Map.of("password", "short"), "password");
        refused(Map.of("life", 60), "life");
        as(Role.ADMIN).body("[]").post(links()).then().statusCode(400);
        for (int i = 0; i < 20; i++) {
            make(Map.of());
        }
        as(Role.ADMIN).body(Map.of()).post(links()).then().statusCode(409);
    }

    @Test
    void links_are_made_seen_and_taken_back_by_those_alone_who_may_see_the_secret() {
        String id = make(Map.of()).getString("id");

        given().contentType(ContentType.JSON)
                .body(Map.of())
                .post(links())
                .then()
                .statusCode(401);
        given().get(links()).then().statusCode(401);
        for (Role role : List.of(Role.USER, Role.AUDITOR)) {
            as(role).body(Map.of()).post(links()).then().statusCode(anyOf(is(403), is(404)));
            as(role).get(links()).then().statusCode(anyOf(is(403), is(404)));
            as(role).delete(links() + "/" + id).then().statusCode(anyOf(is(403), is(404)));
        }
        as(Role.ADMIN)
                .header("Origin", "https://evil.example")
                .delete(links() + "/" + id)
                .then()
                .statusCode(403);
        as(Role.ADMIN).put(links()).then().statusCode(anyOf(is(404), is(405)));
        as(Role.ADMIN).get(links()).then().body("items.id", hasItem(id));
    }

    @Test
    void another_peers_link_and_nobodys_links_are_not_there() {
        String id = make(Map.of()).getString("id");
        Member berta = peers.create(interfaces.create(), "berta");

        as(Role.ADMIN)
                .delete("/api/v1/peers/%s/links/%s".formatted(berta.id(), id))
                .then()
                .statusCode(404);
        String nobody = "/api/v1/peers/" + UUID.randomUUID() + "/links";
        as(Role.ADMIN).get(nobody).then().statusCode(404);
        as(Role.ADMIN).body(Map.of()).post(nobody).then().statusCode(404);
        given().accept("text/html").get("/links/guess").then().statusCode(404);
        given().accept("text/html").post("/links/guess").then().statusCode(404);
    }

    @Test
    void the_page_of_a_link_opens_from_its_own_button_alone() {
        JsonPath made = make(Map.of());

        visit(made)
                .header("Origin", "https://evil.example")
                .post(path(made))
                .then()
                .statusCode(403);
        visit(made).post(path(made)).then().statusCode(200);
    }

    private void refused(Map<String, ?> body, String field) {
        as(Role.ADMIN).body(body).post(links()).then().statusCode(422).body("errors[0].field", equalTo(field));
    }

    private JsonPath make(Map<String, ?> terms) {
        return as(Role.OPERATOR)
                .body(terms)
                .post(links())
                .then()
                .statusCode(201)
                .header("Location", matchesPattern("/api/v1/peers/.*/links/.*"))
                .body("url", matchesPattern("http://localhost:\\d+/links/[A-Za-z0-9_-]{27}"))
                .extract()
                .jsonPath();
    }

    private static String path(JsonPath made) {
        return URI.create(made.getString("url")).getPath();
    }

    private static String token(JsonPath made) {
        return path(made).substring("/links/".length());
    }

    /// Somebody without an account, from an address that no other test has.
    private static RequestSpecification visit(JsonPath made) {
        return visit(made, "203.0.113." + Math.floorMod(made.getString("id").hashCode(), 250));
    }

    private static RequestSpecification visit(JsonPath made, String address) {
        return given().accept("text/html").header("X-Forwarded-For", address);
    }

    private String links() {
        return "/api/v1/peers/" + anna.id() + "/links";
    }

    private List<?> audited() {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(
                                "select action from audit_log where subject_id = ?1 and action like 'peer.link%' order"
                                        + " by at, id",
                                String.class)
                        .setParameter(1, anna.id().toString())
                        .getResultList());
    }

    private RequestSpecification as(Role role) {
        return given().cookie("warren_session", accounts.session(role)).contentType(ContentType.JSON);
    }
}
