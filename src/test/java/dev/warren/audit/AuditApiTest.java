package dev.warren.audit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditApiTest {

    private static final String AUDIT = "/api/v1/audit";

    private static int count;

    @Inject
    TestAccounts accounts;

    @Inject
    AuditLog log;

    @Inject
    AuditRetention retention;

    @Inject
    ObjectMapper json;

    private String session;
    private String thing;

    @BeforeEach
    void somebody() {
        session = accounts.session(Role.AUDITOR);
        thing = "thing" + ++count;
    }

    @Test
    void a_change_is_shown_with_who_what_when_where_before_and_after() {
        var admin = accounts.user(Role.ADMIN);
        var user = accounts.user(Role.USER);
        given().cookie("warren_session", accounts.session(admin))
                .header("X-Forwarded-For", "198.51.100.77")
                .contentType("application/json")
                .body(Map.of("role", "operator"))
                .patch("/api/v1/users/" + user.id())
                .then()
                .statusCode(200);
        as().queryParam("subject", user.id())
                .get(AUDIT)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].action", equalTo("user.changed"))
                .body("items[0].actor.name", equalTo(admin.name()))
                .body("items[0].actor.id", equalTo(admin.id().toString()))
                .body("items[0].actor.via", equalTo("session"))
                .body("items[0].address", equalTo("198.51.100.77"))
                .body("items[0].subject.name", equalTo(user.name()))
                .body("items[0].at", notNullValue())
                .body("items[0].before", equalTo(Map.of("role", "user")))
                .body("items[0].after", equalTo(Map.of("role", "operator")));
    }

    @Test
    void sign_ins_and_failed_ones_are_there_with_their_address() {
        var user = accounts.user(Role.USER);
        for (var password : List.of("wrong password", TestAccounts.PASSWORD)) {
            given().header("X-Forwarded-For", "198.51.100.78")
                    .formParam("username", user.name())
                    .formParam("password", password)
                    .redirects()
                    .follow(false)
                    .post("/sign-in");
        }
        as().queryParam("subject", user.name())
                .queryParam("sort", "at")
                .get(AUDIT)
                .then()
                .body("items.action", equalTo(List.of("user.sign-in-failed", "user.signed-in")))
                .body("items.address", everyItem(equalTo("198.51.100.78")))
                .body("items[0].actor.via", equalTo("visitor"))
                .body("items[1].after.device", notNullValue());
    }

    @Test
    void a_line_is_found_by_everything_that_it_says() {
        note(thing + ".made", "part", "α", Map.of("colour", "Green " + thing));
        note(thing + ".broken", "part", "β", null);
        note(thing + "_made", "whole", "γ", null);
        assertEquals(List.of(thing + "_made", thing + ".broken", thing + ".made"), actions("action", thing));
        assertEquals(List.of(thing + ".made"), actions("action", thing + ".m"));
        assertEquals(List.of(thing + ".made"), actions("q", "green " + thing));
        assertEquals(List.of(thing + ".broken"), actions("subject", "β", "action", thing));
        assertEquals(List.of(thing + "_made"), actions("subjectType", "whole", "action", thing));
        assertEquals(List.of(), actions("actor", "nobody", "action", thing));
        assertEquals(3, actions("actor", "warren", "action", thing).size());
        assertEquals(
                List.of(),
                actions("action", thing, "until", Instant.now().minusSeconds(60).toString()));
        assertEquals(
                3,
                actions("action", thing, "from", Instant.now().minusSeconds(60).toString())
                        .size());
        as().queryParam("from", "yesterday").get(AUDIT).then().statusCode(422).body("errors.field", hasItem("from"));
    }

    @Test
    void pages_neither_repeat_nor_leave_out() {
        for (var i = 0; i < 7; i++) {
            note(thing + "." + i, "part", "x", null);
        }
        for (var sort : List.of("at", "-at")) {
            var found = new ArrayList<String>();
            String after = null;
            do {
                var request = as().queryParam("action", thing)
                        .queryParam("sort", sort)
                        .queryParam("limit", 3);
                var page = (after == null ? request : request.queryParam("after", after)).get(AUDIT);
                found.addAll(page.path("items.action"));
                after = page.path("next");
            } while (after != null);
            assertEquals(7, found.stream().distinct().count(), found::toString);
            assertEquals(7, found.size());
        }
    }

    @Test
    void one_line_has_an_address_of_its_own() {
        note(thing, "part", "x", null);
        String id = as().queryParam("action", thing).get(AUDIT).path("items[0].id");
        as().get(AUDIT + "/" + id)
                .then()
                .statusCode(200)
                .body("action", equalTo(thing))
                .body("before", nullValue());
        as().get(AUDIT + "/00000000-0000-0000-0000-000000000000").then().statusCode(404);
    }

    @Test
    void it_is_downloaded_for_a_spreadsheet_which_takes_no_name_for_a_formula() {
        note(thing, "part", "=1+1,\"x\"", Map.of("a", "b"));
        var file = as().queryParam("action", thing).get(AUDIT + "/export");
        file.then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .header("Content-Disposition", containsString("audit.csv"));
        var lines = file.asString().split("\r\n");
        assertEquals(2, lines.length, file::asString);
        assertTrue(lines[0].startsWith("at,actor,"));
        assertTrue(lines[1].contains(",\"'=1+1,\"\"x\"\"\","), lines[1]);
        assertTrue(lines[1].endsWith(",\"{\"\"a\"\": \"\"b\"\"}\"") || lines[1].contains("{\"\"a\"\""), lines[1]);
    }

    @Test
    void it_is_downloaded_line_by_line_however_long_it_is() throws Exception {
        QuarkusTransaction.requiringNew().run(() -> {
            for (var i = 0; i < 1203; i++) {
                log.record(thing, new Subject("part", "", "x" + i), null, null);
            }
        });
        var file =
                as().queryParam("action", thing).queryParam("format", "ndjson").get(AUDIT + "/export");
        file.then().statusCode(200).contentType("application/x-ndjson");
        var lines = file.asString().lines().toList();
        assertEquals(1203, lines.size());
        assertEquals("x0", json.readTree(lines.getFirst()).at("/subject/name").textValue());
        assertEquals("x1202", json.readTree(lines.getLast()).at("/subject/name").textValue());
        as().queryParam("format", "xml").get(AUDIT + "/export").then().statusCode(422);
    }

    @Test
    void administrators_and_auditors_read_it_and_nobody_else() {
        for (var role : List.of(Role.OPERATOR, Role.USER)) {
            session = accounts.session(role);
            as().get(AUDIT).then().statusCode(403);
            as().get(AUDIT + "/export").then().statusCode(403);
        }
        given().get(AUDIT).then().statusCode(401);
    }

    @Test
    void what_is_old_enough_may_be_forgotten_and_that_is_noted() {
        at(Instant.now().minus(Duration.ofDays(400)), thing + ".old");
        at(Instant.now().minus(Duration.ofDays(200)), thing + ".newer");
        assertTrue(retention.forgetBefore(Instant.now().minus(Duration.ofDays(365))) >= 1);
        assertEquals(List.of(thing + ".newer"), actions("action", thing));
        as().queryParam("action", "audit.forgotten").get(AUDIT).then().body("items[0].before.lines", not(equalTo(0)));
    }

    @Test
    void nothing_younger_than_thirty_days_is_ever_deleted() {
        note(thing, "part", "x", null);
        assertThrows(Exception.class, () -> retention.forgetBefore(Instant.now().minus(Duration.ofDays(29))));
        assertEquals(List.of(thing), actions("action", thing));
    }

    private void note(String action, String type, String name, Map<String, String> after) {
        var facts = after == null ? null : new AuditLogTest.Named(after);
        QuarkusTransaction.requiringNew().run(() -> log.record(action, new Subject(type, "", name), null, facts));
    }

    private static void at(Instant moment, String action) {
        QuarkusTransaction.requiringNew()
                .run(() -> new AuditEntry(moment, Actor.WARREN, null, action, new Subject("part", "", "x"), null, null)
                        .persist());
    }

    private List<String> actions(String... query) {
        var request = as();
        for (var i = 0; i < query.length; i += 2) {
            request.queryParam(query[i], query[i + 1]);
        }
        var answer = request.get(AUDIT);
        answer.then().statusCode(200);
        return answer.path("items.action");
    }

    private RequestSpecification as() {
        return given().cookie("warren_session", session);
    }
}
