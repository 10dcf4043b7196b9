package dev.warren.peers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.ShiftedClock;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeletedPeersTest {

    private static final Pattern UNDOING = Pattern.compile("/peers/deletions/([0-9a-f-]{36})/undoing");

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    Roster roster;

    @Inject
    LivePeers live;

    @Inject
    DeletedPeers deleted;

    @Inject
    ShiftedClock clock;

    private WgInterface wg;
    private Member anna;
    private String session;
    private Duration shifted = Duration.ZERO;

    @BeforeEach
    void aPeer() {
        wg = interfaces.create();
        anna = peers.createSite(wg, "anna", TestPeers.network());
        session = accounts.session(Role.OPERATOR);
    }

    @AfterEach
    void rightTime() {
        clock.advance(shifted.negated());
    }

    @Test
    void access_ends_at_once_and_name_and_address_are_free() {
        delete(anna.id());

        assertFalse(roster.find(anna.id()).isPresent());
        assertEquals(anna.ipv4(), peers.create(wg, "anna").ipv4());
    }

    @Test
    void undoing_brings_back_the_very_same_peer_with_keys_totals_links_and_networks() {
        List<String> secrets = TestPeers.secrets(anna.id());
        sql("insert into peer_total (peer_id, receive_bytes, transmit_bytes) values (:id, 1234, 5678)", anna.id());
        sql(
                "insert into peer_session (id, peer_id, began_at, receive_bytes, transmit_bytes)"
                        + " values (gen_random_uuid(), :id, now() - interval '1 hour', 234, 678)",
                anna.id());
        api().body(Map.of())
                .post("/api/v1/peers/" + anna.id() + "/links")
                .then()
                .statusCode(201);

        delete(anna.id());
        undo(offered()).then().statusCode(303).header("Location", equalTo("/peers/" + anna.id()));

        Member back = roster.find(anna.id()).orElseThrow();
        assertEquals(secrets, TestPeers.secrets(anna.id()));
        assertEquals(anna.ipv4(), back.ipv4());
        assertEquals(anna.number(), back.number());
        assertEquals(1, back.networks().size());
        assertTrue(back.version() > anna.version(), "what a browser has cached is out of date");
        assertEquals(1234, live.get(anna.id()).receiveTotal());
        api().get("/api/v1/peers/" + anna.id() + "/links").then().body("items", hasSize(1));
        api().get("/api/v1/peers/" + anna.id() + "/sessions")
                .then()
                .body("items", hasSize(1))
                .body("items[0].receiveBytes", equalTo(1000))
                .body("items[0].endedAt", not(equalTo(null)));
    }

    @Test
    void the_offer_is_on_every_page_of_whoever_deleted_and_of_nobody_else() {
        delete(anna.id());

        for (String path : List.of("/peers", "/interfaces", "/peers/new")) {
            browser(session)
                    .get(path)
                    .then()
                    .body(containsString("anna is deleted"))
                    .body(containsString("/undoing"));
        }
        browser(accounts.session(Role.ADMIN)).get("/peers").then().body(not(containsString("/undoing")));
        undo(offered()).then().statusCode(303);
        browser(session).get("/peers").then().body(not(containsString("/undoing")));
    }

    @Test
    void somebody_else_can_not_undo_it_and_nobody_can_twice() {
        delete(anna.id());
        String deletion = offered();

        browser(accounts.session(Role.ADMIN))
                .post("/peers/deletions/" + deletion + "/undoing")
                .then()
                .statusCode(404);
        undo(deletion).then().statusCode(303);
        undo(deletion).then().statusCode(404);
    }

    @Test
    void the_offer_ends_after_half_a_minute_and_the_secrets_go_soon_after() {
        delete(anna.id());

        advance(Duration.ofSeconds(31));
        browser(session).get("/peers").then().body(not(containsString("/undoing")));
        advance(Duration.ofSeconds(60));
        deleted.forget();
        api().post("/api/v1/peers/" + anna.id() + "/restoration").then().statusCode(404);
    }

    @Test
    void the_secrets_of_a_deletion_that_took_its_time_go_too() {
        advance(Duration.ofMinutes(2)); // nothing of before is offered any more
        QuarkusTransaction.requiringNew().run(() -> {
            deleted.keep(anna.id());
            for (int i = 0; i < 2; i++) {
                QuarkusTransaction.requiringNew().run(deleted::forget);
            }
        });
        assertEquals(1, kept(anna.id()));

        advance(Duration.ofMinutes(2));
        deleted.forget();
        assertEquals(0, kept(anna.id()));
    }

    @Test
    void what_took_its_name_stands_in_the_way_and_is_named() {
        delete(anna.id());
        peers.create(wg, "ANNA");

        undo(offered()).then().statusCode(409).body(containsString("has its name now"));
    }

    @Test
    void many_that_were_deleted_in_parts_come_back_together() {
        Member ben = peers.create(wg, "ben");
        String first = bulkDelete(anna.id(), null);
        String both = bulkDelete(ben.id(), first);

        browser(session).get("/peers").then().body(containsString("2 peers are deleted"));
        undo(both).then().statusCode(303);
        assertTrue(roster.find(anna.id()).isPresent());
        assertTrue(roster.find(ben.id()).isPresent());
    }

    @Test
    void the_api_undoes_too() {
        api().delete("/api/v1/peers/" + anna.id()).then().statusCode(204);
        api().post("/api/v1/peers/" + anna.id() + "/restoration")
                .then()
                .statusCode(200)
                .body("publicKey", equalTo(anna.publicKey()));
        api().post("/api/v1/peers/" + anna.id() + "/restoration").then().statusCode(anyOf(is(404), is(409)));
    }

    private void delete(UUID id) {
        browser(session).post("/peers/" + id + "/deletion").then().statusCode(303);
    }

    private String bulkDelete(UUID id, @Nullable String before) {
        RequestSpecification request = given().cookie("warren_session", session)
                .accept("application/json")
                .formParam("action", "delete")
                .formParam("ids", id.toString());
        return (before == null ? request : request.formParam("deletion", before))
                .post("/peers/bulk")
                .then()
                .statusCode(200)
                .body("done", equalTo(1))
                .extract()
                .path("deletion");
    }

    private String offered() {
        var found = UNDOING.matcher(browser(session).get("/peers").asString());
        assertTrue(found.find(), "an offer to undo");
        return found.group(1);
    }

    private Response undo(String deletion) {
        return browser(session).post("/peers/deletions/" + deletion + "/undoing");
    }

    private RequestSpecification browser(String who) {
        return given().redirects().follow(false).accept("text/html").cookie("warren_session", who);
    }

    private RequestSpecification api() {
        return given().cookie("warren_session", session)
                .contentType("application/json")
                .accept("application/json");
    }

    private void advance(Duration by) {
        shifted = shifted.plus(by);
        clock.advance(by);
    }

    private static int kept(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Panache.getEntityManager()
                        .createNativeQuery("select 1 from deleted_peer where id = :id")
                        .setParameter("id", id)
                        .getResultList()
                        .size());
    }

    private static void sql(String statement, UUID id) {
        QuarkusTransaction.requiringNew()
                .run(() -> Panache.getEntityManager()
                        .createNativeQuery(statement)
                        .setParameter("id", id)
                        .executeUpdate());
    }
}
