package dev.warren.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.TestPeers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UserPagesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    private User admin;
    private String session;
    private User anna;

    @BeforeEach
    void somebody() {
        admin = accounts.user(Role.ADMIN);
        session = accounts.session(admin);
        anna = accounts.user(Role.USER);
    }

    @Test
    void the_list_names_everybody_with_role_and_state() {
        accounts.disable(anna.id());
        page("/users?q=" + anna.name())
                .then()
                .statusCode(200)
                .body(containsString(">" + anna.name() + "</a>"))
                .body(containsString("Disabled"))
                .body(not(containsString(">" + admin.name() + "</a>")));
    }

    @Test
    void every_column_sorts_and_a_wrong_one_is_refused() {
        for (var column : UserList.SORTS) {
            page("/users?sort=" + column).then().statusCode(200);
            page("/users?limit=1&sort=-" + column)
                    .then()
                    .statusCode(200)
                    .body(containsString(column.equals("createdAt") ? "Next page" : "descending"));
        }
        page("/users?sort=password").then().statusCode(422);
    }

    @Test
    void the_next_page_goes_on_where_this_one_ends() {
        for (var column : UserList.SORTS) {
            var first = page("/users?limit=1&q=" + anna.name().substring(0, 3) + "&sort=" + column);
            var next = first.htmlPath().getString("**.find { it.@href.text().contains('after=') }.@href");
            page(next).then().statusCode(200).body(containsString("First page"));
        }
    }

    @Test
    void there_and_back_again_it_is_the_same_page_whatever_it_is_sorted_by() {
        accounts.user(Role.USER);
        for (var column : UserList.SORTS) {
            var first = page("/users?limit=1&sort=-" + column);
            var second = page(way(first, "next") + "&limit=1");
            var third = page(way(second, "next") + "&limit=1");
            var back = page(way(third, "prev") + "&limit=1");
            assertEquals(names(second), names(back), column);
            assertNotEquals(names(first), names(second), column);
            var beginning = page(way(back, "prev") + "&limit=1");
            assertEquals(names(first), names(beginning), column);
            beginning.then().body(not(containsString("First page")));
        }
    }

    private static String way(Response page, String rel) {
        return page.htmlPath().getString("**.find { it.@rel.text() == '%s' }.@href".formatted(rel));
    }

    private static String names(Response page) {
        return page.htmlPath().getString("**.findAll { it.@class.text() == 'name' }.@href");
    }

    @Test
    void an_auditor_reads_and_finds_no_button_that_changes_anything() {
        var auditor = accounts.session(Role.AUDITOR);
        browser(auditor).get("/users").then().statusCode(200).body(not(containsString("New user")));
        browser(auditor)
                .get("/users/" + anna.id())
                .then()
                .statusCode(200)
                .body(not(containsString("Set password")))
                .body(containsString("<fieldset class=\"form\" disabled>"));
        browser(auditor).get("/users/new").then().statusCode(403);
        browser(auditor).post("/users/" + anna.id()).then().statusCode(403);
        browser(accounts.session(Role.OPERATOR)).get("/users").then().statusCode(403);
    }

    @Test
    void a_new_user_may_sign_in() {
        var name = "berta" + UUID.randomUUID().toString().substring(0, 8);
        var location = browser(session)
                .formParams(Map.of(
                        "name", name, "email", "berta@example.org", "role", "operator", "password", "a good long one"))
                .post("/users")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        page(location)
                .then()
                .body(containsString("may sign in now"))
                .body(containsString("value=\"berta@example.org\""));
        given().redirects()
                .follow(false)
                .accept("text/html")
                .formParams(Map.of("username", name, "password", "a good long one"))
                .post("/sign-in")
                .then()
                .statusCode(303);
        page("/users?q=" + name).then().body(not(containsString(">never<")));
    }

    @Test
    void what_is_wrong_with_a_new_user_stands_at_its_field_and_nothing_typed_is_lost() {
        browser(session)
                .formParams(Map.of(
                        "name",
                        "two words",
                        "email",
                        "nobody",
                        "role",
                        "operator",
                        "peerLimit",
                        "many",
                        "password",
                        "short"))
                .post("/users")
                .then()
                .statusCode(422)
                .body(containsString("id=\"name-error\""))
                .body(containsString("id=\"email-error\""))
                .body(containsString("id=\"peerLimit-error\""))
                .body(containsString("id=\"password-error\""))
                .body(containsString("value=\"two words\""))
                .body(containsString("value=\"many\""))
                .body(containsString("value=\"operator\" checked"))
                .body(not(containsString("value=\"short\"")));
    }

    @Test
    void a_change_is_stored_whole() {
        change(Map.of("name", anna.name(), "email", "anna@example.org", "role", "operator", "peerLimit", "3"))
                .then()
                .statusCode(303);
        var stored = stored(anna.id());
        assertEquals(Role.OPERATOR, stored.role());
        assertEquals("anna@example.org", stored.email());
        assertEquals(3, stored.peerLimit());
        assertTrue(!stored.enabled(), "the switch was off");
    }

    @Test
    void a_name_that_is_taken_is_refused_at_its_field() {
        change(Map.of("name", admin.name(), "role", "user", "enabled", "true"))
                .then()
                .statusCode(422)
                .body(allOf(containsString("id=\"name-error\""), containsString("value=\"" + admin.name() + "\"")));
    }

    @Test
    void the_last_administrator_stays_one_and_the_page_says_so_where_it_was_tried() {
        QuarkusTransaction.requiringNew()
                .run(() -> User.update("enabled = false where role = ?1 and id <> ?2", Role.ADMIN, admin.id()));
        browser(session)
                .formParams(Map.of("name", admin.name(), "role", "user", "enabled", "true"))
                .post("/users/" + admin.id())
                .then()
                .statusCode(409)
                .body(containsString("id=\"role-error\""))
                .body(containsString("last administrator"));
        browser(session)
                .formParams(Map.of("name", admin.name(), "role", "admin"))
                .post("/users/" + admin.id())
                .then()
                .statusCode(409)
                .body(containsString("id=\"enabled-error\""));
        browser(session)
                .post("/users/" + admin.id() + "/deletion")
                .then()
                .statusCode(409)
                .body(containsString("last administrator"));
    }

    @Test
    void a_password_that_an_administrator_sets_ends_every_session() {
        var annas = accounts.session(anna);
        post("password", "password", "a").then().statusCode(422).body(containsString("id=\"password-error\""));
        browser(annas).get("/account").then().statusCode(200);
        post("password", "password", "something quite new").then().statusCode(303);
        browser(annas).get("/account").then().statusCode(303);
    }

    @Test
    void a_second_factor_that_is_lost_is_reset() {
        accounts.recoveryCode(anna.name());
        page("/users/" + anna.id()).then().body(containsString("Reset second factor"));
        post("totp/removal", "x", "y").then().statusCode(303);
        post("totp/removal", "x", "y").then().statusCode(409).body(containsString("has no second factor"));
    }

    @Test
    void sessions_are_listed_by_device_and_ended_one_by_one_or_all() {
        var first = accounts.session(anna);
        var second = accounts.session(anna);
        var sessions = QuarkusTransaction.requiringNew().call(() -> UserSession.of(anna.id(), Instant.now()));
        page("/users/" + anna.id())
                .then()
                .body(containsString(sessions.getFirst().id().toString()));
        post("sessions/" + sessions.getFirst().id() + "/deletion", "x", "y")
                .then()
                .statusCode(303);
        post("sessions/" + sessions.getFirst().id() + "/deletion", "x", "y")
                .then()
                .statusCode(404);
        post("sessions/deletion", "x", "y").then().statusCode(303);
        for (var each : List.of(first, second)) {
            browser(each).get("/account").then().statusCode(303);
        }
    }

    @Test
    void before_a_user_is_deleted_the_page_says_what_becomes_of_their_peers() {
        var peer = peers.create(interfaces.create(), "annas-phone-" + anna.name());
        given().cookie(SessionCookie.NAME, session)
                .contentType("application/json")
                .body(Map.of("owner", anna.name()))
                .patch("/api/v1/peers/" + peer.id())
                .then()
                .statusCode(200);
        page("/users?q=" + anna.name()).then().body(containsString("</span> 1</td>"));
        page("/users/" + anna.id() + "/deletion")
                .then()
                .statusCode(200)
                .body(containsString("One peer belongs to " + anna.name()))
                .body(containsString(peer.name()));
        post("deletion", "x", "y").then().statusCode(303).header("Location", startsWith("/users?done="));
        page("/users/" + anna.id()).then().statusCode(404);
        given().cookie(SessionCookie.NAME, session)
                .get("/api/v1/peers/" + peer.id())
                .then()
                .statusCode(200)
                .body("owner", equalTo(null));
    }

    private Response change(Map<String, String> fields) {
        return browser(session).formParams(fields).post("/users/" + anna.id());
    }

    private Response post(String action, String field, String value) {
        return browser(session).formParam(field, value).post("/users/" + anna.id() + "/" + action);
    }

    private Response page(String path) {
        return browser(session).get(path);
    }

    private static User stored(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> User.findById(id));
    }

    private static RequestSpecification browser(String session) {
        return given().accept("text/html").redirects().follow(false).cookie(SessionCookie.NAME, session);
    }
}
