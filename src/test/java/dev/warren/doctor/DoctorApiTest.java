package dev.warren.doctor;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DoctorApiTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    Doctor doctor;

    @Test
    void an_auditor_gets_a_finding_of_everything_that_was_looked_at() {
        interfaces.create();

        given().cookie("warren_session", accounts.session(Role.AUDITOR))
                .get("/api/v1/system/doctor")
                .then()
                .statusCode(200)
                .body("at", notNullValue())
                .body("worst", notNullValue())
                .body(
                        "findings.id",
                        hasItems("tun", "capabilities", "web", "port", "endpoint", "clock", "disk", "database"))
                .body("findings.severity", everyItem(in(List.of("ok", "note", "warning", "error"))));
    }

    @Test
    void everybody_else_is_refused() {
        for (var role : List.of(Role.OPERATOR, Role.USER)) {
            given().cookie("warren_session", accounts.session(role))
                    .get("/api/v1/system/doctor")
                    .then()
                    .statusCode(403);
        }
        given().get("/api/v1/system/doctor").then().statusCode(401);
        given().cookie("warren_session", accounts.session(Role.ADMIN))
                .header("Sec-Fetch-Site", "same-origin")
                .post("/api/v1/system/doctor")
                .then()
                .statusCode(405);
    }

    @Test
    void the_tests_database_does_not_wait_for_the_disk_and_the_doctor_notices() {
        assertTrue(
                doctor.examine().troubles().stream()
                        .anyMatch(finding -> finding.id().equals("database")
                                && finding.found().contains("fsync")),
                () -> doctor.examine().toString());
    }
}
