package dev.warren.system;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TunnelFigures;
import dev.warren.logging.LogLevels;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SystemPagesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    LogLevels levels;

    @AfterEach
    void as_it_was() {
        QuarkusTransaction.requiringNew().run(() -> levels.reset("dev.warren"));
    }

    @Test
    void it_tells_what_runs_and_on_what() {
        as(Role.AUDITOR)
                .get("/system")
                .then()
                .statusCode(200)
                .body(containsString("PostgreSQL"))
                .body(containsString("wait to be written"))
                .body(containsString("/q/openapi"))
                .body(not(containsString("<button class=\"button\">Set")));
    }

    /// As it is with WARREN_DATABASE_URL_FILE.
    @Test
    void a_database_that_no_variable_but_the_configuration_names_is_not_warrens_own() {
        as(Role.AUDITOR).get("/system").then().body(containsString("s own</dd>"));
        System.setProperty("WARREN_DATABASE_URL", "postgresql://warren@db.example.org/warren");
        try {
            as(Role.AUDITOR).get("/system").then().body(not(containsString("s own</dd>")));
        } finally {
            System.clearProperty("WARREN_DATABASE_URL");
        }
    }

    /// Where the administrator keeps the key, as in tests, a new one has to be there first.
    @Test
    void administrators_ask_for_another_master_key_and_nobody_else_sees_it() {
        as(Role.ADMIN).get("/system").then().body(containsString("Change the master key"));
        as(Role.ADMIN)
                .post("/system/master-key-rotation")
                .then()
                .statusCode(409)
                .body(containsString("WARREN_MASTER_KEY"))
                .body(containsString("Change the master key"));
        as(Role.AUDITOR).get("/system").then().body(not(containsString("Change the master key")));
        as(Role.AUDITOR).post("/system/master-key-rotation").then().statusCode(403);
    }

    @Test
    void administrators_set_how_much_is_logged() {
        as(Role.ADMIN)
                .formParam("level", "debug")
                .post("/system/log-level")
                .then()
                .statusCode(303);
        as(Role.ADMIN).get("/system").then().body(containsString("value=\"debug\" selected"));
        as(Role.ADMIN)
                .formParam("level", "all")
                .post("/system/log-level")
                .then()
                .statusCode(422);
        as(Role.AUDITOR)
                .formParam("level", "warn")
                .post("/system/log-level")
                .then()
                .statusCode(403);
        as(Role.ADMIN).get("/system").then().body(containsString("value=\"debug\" selected"));
    }

    @Test
    void the_examination_tells_what_to_do_about_what_it_finds() {
        as(Role.AUDITOR)
                .get("/system/findings")
                .then()
                .statusCode(200)
                .body(containsString("id=\"findings\""))
                .body(containsString("Examined"));
    }

    @Test
    void operators_and_users_do_not_see_it() {
        as(Role.OPERATOR).get("/system").then().statusCode(403);
        as(Role.USER).get("/system").then().statusCode(403);
    }

    @Test
    void what_was_dropped_is_told_by_its_reason_the_most_first_and_nothing_of_what_was_not() {
        var engine = SystemState.Engine.of(new TunnelFigures(
                "wg0",
                true,
                null,
                Map.of(),
                Map.of(
                        "drop_replayed",
                        2L,
                        "drop_unknown_peer",
                        7L,
                        "drop_no_session",
                        0L,
                        "handshakes_completed",
                        3L,
                        "cookies_sent",
                        1L)));
        assertEquals(
                List.of(new SystemState.Count("unknown_peer", 7), new SystemState.Count("replayed", 2)),
                engine.drops());
        assertEquals(List.of(new SystemState.Count("completed", 3)), engine.handshakes());
        assertEquals(List.of(new SystemState.Count("cookies_sent", 1)), engine.others());
    }

    private RequestSpecification as(Role role) {
        return given().cookie("warren_session", accounts.session(role))
                .accept("text/html")
                .redirects()
                .follow(false);
    }
}
