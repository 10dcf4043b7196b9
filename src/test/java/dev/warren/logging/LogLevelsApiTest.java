package dev.warren.logging;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.logging.Logger;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogLevelsApiTest {

    private static final String LEVELS = "/api/v1/system/log-levels";
    private static final String CATEGORY = "dev.warren.traffic.Sampler";

    @Inject
    TestAccounts accounts;

    private String session;

    @BeforeEach
    void anAdministrator() {
        session = accounts.session(Role.ADMIN);
    }

    @AfterEach
    void asBefore() {
        admin().delete(LEVELS + "/" + CATEGORY).then().statusCode(204);
    }

    private RequestSpecification admin() {
        return given().cookie("warren_session", session).contentType("application/json");
    }

    @Test
    void a_category_logs_as_much_as_it_is_told_until_that_is_taken_back() {
        assertFalse(Logger.getLogger(CATEGORY).isLoggable(Level.DEBUG));

        admin().body(Map.of("level", "debug"))
                .put(LEVELS + "/" + CATEGORY)
                .then()
                .statusCode(200)
                .body("level", equalTo("debug"));

        assertTrue(Logger.getLogger(CATEGORY).isLoggable(Level.DEBUG));
        admin().get(LEVELS).then().statusCode(200).body("items.category", hasItem(CATEGORY));
        admin().delete(LEVELS + "/" + CATEGORY).then().statusCode(204);
        assertFalse(Logger.getLogger(CATEGORY).isLoggable(Level.DEBUG));
        admin().get(LEVELS).then().body("items.category", not(hasItem(CATEGORY)));
    }

    @Test
    void a_change_is_in_the_audit_log() {
        admin().body(Map.of("level", "error"))
                .put(LEVELS + "/" + CATEGORY)
                .then()
                .statusCode(200);

        admin().queryParam("subject", CATEGORY)
                .get("/api/v1/audit")
                .then()
                .statusCode(200)
                .body("items.action", hasItem("log-level.changed"));
    }

    @Test
    void libraries_and_levels_that_are_none_are_refused() {
        admin().body(Map.of("level", "debug"))
                .put(LEVELS + "/org.hibernate")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("category"));
        for (String level : new String[] {"trace", "", "loud"}) {
            admin().body(Map.of("level", level))
                    .put(LEVELS + "/" + CATEGORY)
                    .then()
                    .statusCode(422)
                    .body("errors[0].detail", containsString("error, warn, info or debug"));
        }
        admin().body("{}").put(LEVELS + "/" + CATEGORY).then().statusCode(422);
    }

    @Test
    void every_answer_has_an_id_and_only_a_proxy_may_choose_it() {
        // The tests' proxy is trusted: see application.properties.
        assertEquals(
                "abc-123",
                given().header("X-Request-Id", "abc-123").get("/q/health/live").header("X-Request-Id"));
        String made =
                given().header("X-Request-Id", "a b\tc").get("/q/health/live").header("X-Request-Id");
        assertTrue(made.matches("[0-9a-f]{16}"), made);
        assertFalse(made.equals(given().get("/q/health/live").header("X-Request-Id")));
    }
}
