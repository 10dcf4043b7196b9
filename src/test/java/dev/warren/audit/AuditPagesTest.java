package dev.warren.audit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditPagesTest {

    private static final String COOKIE = "warren_session";

    @Inject
    TestAccounts accounts;

    @Inject
    AuditDifferences differences;

    private String session;
    private User anna;

    @BeforeEach
    void somebody() {
        session = accounts.session(Role.ADMIN);
        anna = accounts.user(Role.USER);
        change(Map.of("role", "operator", "peerLimit", 7));
    }

    @Test
    void a_line_says_what_was_before_and_after() {
        page("q", anna.name())
                .then()
                .statusCode(200)
                .body(containsString("user.changed"))
                .body(containsString("/users/" + anna.id()))
                .body(containsString("</span>User</del>"))
                .body(containsString("</span>Operator</ins>"))
                .body(containsString("<ins>7</ins>"));
    }

    @Test
    void a_value_has_the_name_that_its_form_gives_it_in_the_language_of_the_reader() {
        page("q", anna.name()).then().body(containsString("Peer limit")).body(not(containsString("peerLimit")));
        given().cookie(COOKIE, session)
                .cookie("language", "de")
                .accept("text/html")
                .queryParam("q", anna.name())
                .get("/audit")
                .then()
                .body(containsString("Peers höchstens"));
    }

    @Test
    void what_was_done_and_its_values_are_said_in_the_words_of_the_reader() {
        change(Map.of("enabled", false));
        page("q", anna.name())
                .then()
                .body(containsString("</a> changed "))
                .body(containsString("</span>yes</del>"))
                .body(containsString("</span>no</ins>"));
        given().cookie(COOKIE, session)
                .cookie("language", "de")
                .accept("text/html")
                .queryParam("q", anna.name())
                .get("/audit")
                .then()
                .body(containsString("</a> geändert "))
                .body(containsString("</span>nein</ins>"));
    }

    @Test
    void every_filter_holds_and_stays_in_its_field() {
        page("subject", anna.name()).then().body(containsString("user.changed"));
        page("action", "peer.").then().body(not(containsString("user.changed")));
        page("type", "peer")
                .then()
                .body(not(containsString("user.changed")))
                .body(containsString("value=\"peer\" selected"));
        page("actor", anna.name()).then().body(containsString("Nothing matches"));
        page("until", "2001-01-01T00:00")
                .then()
                .body(containsString("Nothing matches"))
                .body(containsString("value=\"2001-01-01T00:00\""));
        page("from", "2001-01-01T00:00").then().body(containsString("user.changed"));
    }

    @Test
    void a_time_that_is_none_is_refused_at_its_field() {
        page("from", "yesterday")
                .then()
                .body(containsString("id=\"from-error\""))
                .body(containsString("value=\"yesterday\""));
    }

    @Test
    void the_next_page_goes_on_where_this_one_ends() {
        change(Map.of("role", "auditor"));
        var first = given().cookie(COOKIE, session)
                .accept("text/html")
                .queryParam("limit", 1)
                .queryParam("subject", anna.name())
                .get("/audit");
        first.then().body(containsString("</span>Auditor</ins>"));
        var next = first.htmlPath().getString("**.find { it.@href.text().contains('after=') }.@href");
        given().cookie(COOKIE, session)
                .accept("text/html")
                .get(next)
                .then()
                .statusCode(200)
                .body(containsString("</span>Operator</ins>"))
                .body(not(containsString("</span>Auditor</ins>")));
    }

    @Test
    void the_page_before_is_where_this_one_came_from() {
        change(Map.of("role", "auditor"));
        var first = lines("/audit?subject=" + anna.name());
        var second = lines(way(first, "next"));
        second.then().body(containsString("</span>Operator</ins>"));
        lines(way(second, "prev"))
                .then()
                .body(containsString("</span>Auditor</ins>"))
                .body(not(containsString("</span>Operator</ins>")))
                .body(not(containsString("First page")));
    }

    /// One line a page.
    private Response lines(String path) {
        return given().cookie(COOKIE, session).accept("text/html").get(path + "&limit=1");
    }

    private static String way(Response page, String rel) {
        return page.htmlPath().getString("**.find { it.@rel.text() == '%s' }.@href".formatted(rel));
    }

    @Test
    void the_download_has_the_lines_that_the_page_shows() {
        var page = given().cookie(COOKIE, session)
                .accept("text/html")
                .queryParam("subject", anna.name())
                .queryParam("from", "2001-01-01T00:00")
                .get("/audit");
        var csv = page.htmlPath().getString("**.find { it.@href.text().contains('format=csv') }.@href");
        given().urlEncodingEnabled(false)
                .cookie(COOKIE, session)
                .get(csv)
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .body(containsString(anna.name()));
    }

    @Test
    void auditors_read_it_and_nobody_else_does() {
        for (var role : Role.values()) {
            given().cookie(COOKIE, accounts.session(role))
                    .accept("text/html")
                    .get("/audit")
                    .then()
                    .statusCode(role == Role.ADMIN || role == Role.AUDITOR ? 200 : 403);
        }
        given().accept("text/html")
                .redirects()
                .follow(false)
                .get("/audit")
                .then()
                .statusCode(303);
    }

    @Test
    void what_somebody_typed_at_the_sign_in_is_text_and_nothing_else() {
        given().accept("text/html")
                .header("X-Forwarded-For", "100.71.0.9")
                .formParam("username", "<b>bold</b>")
                .formParam("password", "whatever it is")
                .post("/sign-in")
                .then()
                .statusCode(equalTo(401));
        page("q", "<b>bold").then().body(containsString("&lt;b&gt;bold")).body(not(containsString("<b>bold")));
    }

    @Test
    void values_of_every_shape_become_words() {
        assertEquals(
                List.of(
                        new AuditRow.Change("list", "a, b", null),
                        new AuditRow.Change("object.x", null, "1"),
                        new AuditRow.Change("object.y", null, "true")),
                differences.changes(
                        "{\"list\":[\"a\",\"b\"],\"none\":null}",
                        "{\"list\":[],\"object\":{\"x\":1,\"y\":true},\"empty\":\"\"}"));
        assertEquals(List.of(), differences.changes(null, null));
    }

    private void change(Map<String, Object> change) {
        given().cookie(COOKIE, session)
                .contentType("application/json")
                .body(change)
                .patch("/api/v1/users/" + anna.id())
                .then()
                .statusCode(200);
    }

    private Response page(String parameter, String value) {
        return given().cookie(COOKIE, session)
                .accept("text/html")
                .queryParam(parameter, value)
                .get("/audit");
    }
}
