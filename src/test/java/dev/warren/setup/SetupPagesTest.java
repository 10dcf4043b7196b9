package dev.warren.setup;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SetupPagesTest {

    @Inject
    Setup setup;

    @Inject
    TestAccounts accounts;

    @BeforeEach
    void nothing_is_there_yet() {
        empty();
    }

    /// The other tests' users are not missed: each makes its own.
    @AfterEach
    void leave_nothing_behind() {
        empty();
        accounts.user(Role.ADMIN);
        assertTrue(setup.isDone());
    }

    @Test
    void until_setup_is_done_every_page_leads_to_it() {
        for (var path : new String[] {"/", "/sign-in", "/account", "/nothing"}) {
            browser().get(path).then().statusCode(303).header("Location", "/setup");
        }
    }

    @Test
    void until_setup_is_done_the_api_says_so() {
        given().accept("application/json")
                .get("/api/client")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("detail", containsString("not set up yet"));
    }

    @Test
    void health_is_open_before_setup() {
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void the_wizard_suggests_everything_but_the_password() {
        browser()
                .header("X-Forwarded-Host", "vpn.example.org")
                .get("/setup")
                .then()
                .statusCode(200)
                .body(containsString("value=\"admin\""))
                .body(containsString("value=\"vpn.example.org\""))
                .body(containsString("value=\"51820\""))
                .body(containsString("value=\"10.8.0.0/24\""));
    }

    @Test
    void the_wizard_makes_administrator_and_interface_and_signs_in() {
        var answer = submit("anna", "correct horse battery", "45820");
        answer.then().statusCode(303).header("Location", "/");
        assertEquals(1, count("select count(*) from users where name = 'anna' and role = 'admin'"));
        assertEquals(1, count("select count(*) from wg_interface where name = 'wg0' and listen_port = 45820"));
        browser()
                .cookies(answer.cookies())
                .get("/account")
                .then()
                .statusCode(200)
                .body(containsString("anna"));
        assertEquals(
                1, count("select count(*) from audit_log where action = 'user.created' and subject_name = 'anna'"));
    }

    @Test
    void a_value_that_cant_be_used_is_shown_beside_its_field_and_nothing_is_stored() {
        submit("anna", "short", "99999")
                .then()
                .statusCode(422)
                .body(containsString("at least 8 characters"))
                .body(containsString("1 to 65535"))
                .body(containsString("value=\"anna\""))
                .body(not(containsString("value=\"short\"")));
        assertEquals(0, count("select count(*) from users"));
        assertEquals(0, count("select count(*) from wg_interface"));
    }

    @Test
    void afterwards_the_wizard_is_gone() {
        accounts.user(Role.ADMIN);
        browser().get("/setup").then().statusCode(303).header("Location", "/sign-in");
        submit("eve", "correct horse battery", "45821").then().statusCode(409);
        assertEquals(0, count("select count(*) from users where name = 'eve'"));
    }

    @Test
    void of_two_wizards_at_once_one_wins_and_the_other_is_told() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var wizards = new ArrayList<Callable<Response>>();
            for (var i = 0; i < 4; i++) {
                var name = "admin-" + i;
                wizards.add(() -> submit(name, "correct horse battery", "45822"));
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(wizards)) {
                statuses.add(answer.get().statusCode());
            }
            statuses.sort(null);
            assertEquals(List.of(303, 409, 409, 409), statuses);
        }
        assertEquals(1, count("select count(*) from users"));
        assertEquals(1, count("select count(*) from wg_interface"));
    }

    @Test
    void another_sites_page_cant_set_warren_up() {
        browser().header("Sec-Fetch-Site", "cross-site").post("/setup").then().statusCode(403);
    }

    private Response submit(String username, String password, String port) {
        return browser()
                .formParam("username", username)
                .formParam("password", password)
                .formParam("host", "vpn.example.org")
                .formParam("port", port)
                .formParam("ipv4", "10.99.0.0/24")
                .formParam("ipv6", "")
                .post("/setup");
    }

    private static RequestSpecification browser() {
        return given().accept("text/html").redirects().follow(false);
    }

    private void empty() {
        QuarkusTransaction.requiringNew().run(() -> {
            for (String table : List.of("wg_interface", "users")) {
                Panache.getEntityManager()
                        .createNativeQuery("delete from " + table)
                        .executeUpdate();
            }
        });
        setup.forget();
    }

    private static long count(String query) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) Panache.getEntityManager()
                                .createNativeQuery(query)
                                .getSingleResult())
                        .longValue());
    }
}
