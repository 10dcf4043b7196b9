package dev.warren.peers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OwnPeerPagesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    private String session;

    @BeforeEach
    void somebody() {
        interfaces.create();
        session = accounts.session(Role.USER);
    }

    @Test
    void a_name_makes_a_device_with_its_qr_code() {
        var name = name();
        browser(session).get("/own-peers").then().statusCode(200).body(containsString("No devices yet"));
        var page = create(name);
        browser(session)
                .get(page)
                .then()
                .statusCode(200)
                .body(containsString(page.replace("/own-peers", "/peers") + "/qr.svg"))
                .body(containsString(name));
        browser(session).get("/own-peers").then().body(containsString(">" + name + "</a>"));
    }

    @Test
    void a_name_that_can_not_be_is_refused_where_it_was_typed() {
        var taken = name();
        create(taken);
        browser(session)
                .formParam("name", taken)
                .post("/own-peers")
                .then()
                .statusCode(422)
                .body(containsString("quick-error"))
                .body(containsString("value=\"" + taken + "\""));
    }

    @Test
    void of_somebody_elses_peer_a_user_learns_nothing() {
        var page = create(name());
        var other = accounts.session(Role.USER);
        browser(other).get(page).then().statusCode(404);
        browser(other).formParam("name", name()).post(page).then().statusCode(404);
        browser(other).get(page + "/deletion").then().statusCode(404);
        browser(other).post(page + "/deletion").then().statusCode(404);
        browser(other).get("/own-peers").then().body(not(containsString(page)));
        browser(accounts.session(Role.ADMIN)).get("/own-peers").then().statusCode(403);
    }

    @Test
    void a_device_gets_another_name_and_keeps_everything_else() {
        var page = create(name());
        var config = page.replace("/own-peers", "/peers") + "/config";
        var before = browser(session).get(config).asString();
        var other = name();
        browser(session)
                .formParam("name", other)
                .post(page)
                .then()
                .statusCode(303)
                .header("Location", endsWith(page + "?done=renamed"));
        browser(session)
                .get(page + "?done=renamed")
                .then()
                .body(containsString("<h1>" + other + "</h1>"))
                .body(containsString("Renamed."));
        assertEquals(keys(before), keys(browser(session).get(config).asString()));
    }

    @Test
    void a_name_that_is_taken_or_none_is_refused_where_it_was_typed_and_the_old_one_stays() {
        var taken = name();
        create(taken);
        var name = name();
        var page = create(name);
        for (var bad : new String[] {taken, "", "  "}) {
            browser(session)
                    .formParam("name", bad)
                    .post(page)
                    .then()
                    .statusCode(422)
                    .body(containsString("<h1>" + name + "</h1>"))
                    .body(containsString("name-error"))
                    .body(containsString("value=\"" + bad + "\""));
        }
        browser(session).get(page).then().body(containsString("<h1>" + name + "</h1>"));
    }

    /// What connects a client, without what it is called.
    private static List<String> keys(String config) {
        return config.lines().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void a_device_is_deleted_after_a_question_unless_an_operator_has_limited_it() {
        var page = create(name());
        browser(session).get(page + "/deletion").then().statusCode(200).body(containsString("cut off now"));
        given().cookie("warren_session", accounts.session(Role.OPERATOR))
                .contentType("application/json")
                .body(Map.of("enabled", false))
                .patch("/api/v1" + page.replace("/own-peers", "/peers"))
                .then()
                .statusCode(200);
        browser(session)
                .post(page + "/deletion")
                .then()
                .statusCode(403)
                .body(containsString("An operator has limited this peer"));
        var free = create(name());
        browser(session).post(free + "/deletion").then().statusCode(303);
        browser(session).get(free).then().statusCode(404);
    }

    private String create(String name) {
        return browser(session)
                .formParam("name", name)
                .post("/own-peers")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
    }

    private static String name() {
        return "own-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static RequestSpecification browser(String session) {
        return given().accept("text/html").redirects().follow(false).cookie("warren_session", session);
    }
}
