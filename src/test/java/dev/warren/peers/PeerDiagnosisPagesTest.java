package dev.warren.peers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PeerDiagnosisPagesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    private Member member;
    private String path;

    @BeforeEach
    void aPeer() {
        member = peers.create(interfaces.create(), "anna");
        path = "/peers/" + member.id() + "/diagnosis";
    }

    @Test
    void an_administrator_sees_drops_log_and_packets_and_an_operator_no_packets() {
        as(Role.ADMIN)
                .get(path)
                .then()
                .statusCode(200)
                .body(containsString("None since it was let in."))
                .body(containsString("Switch on"))
                .body(containsString("for Wireshark"));
        as(Role.OPERATOR)
                .get(path)
                .then()
                .statusCode(200)
                .body(containsString("Switch on"))
                .body(not(containsString("for Wireshark")));
    }

    @Test
    void an_auditor_reads_and_finds_nothing_to_press() {
        as(Role.AUDITOR)
                .get(path)
                .then()
                .statusCode(200)
                .body(not(containsString("Switch on")))
                .body(not(containsString("for Wireshark")));
        as(Role.AUDITOR).formParam("on", "true").post(path + "/log").then().statusCode(403);
        as(Role.OPERATOR).post(path + "/capture").then().statusCode(403);
        as(Role.OPERATOR).post(path + "/capture/end").then().statusCode(403);
        as(Role.USER).get(path).then().statusCode(403);
    }

    @Test
    void switching_the_log_is_in_the_audit_log() {
        as(Role.OPERATOR).formParam("on", "true").post(path + "/log").then().statusCode(303);
        as(Role.OPERATOR).formParam("on", "false").post(path + "/log").then().statusCode(303);
        given().cookie("warren_session", accounts.session(Role.ADMIN))
                .get("/api/v1/audit?subject=" + member.id())
                .then()
                .body(containsString("peer.log-started"))
                .body(containsString("peer.log-ended"));
    }

    @Test
    void a_capture_without_a_reason_or_without_an_engine_is_refused_at_its_field() {
        as(Role.ADMIN)
                .formParam("reason", "x")
                .formParam("seconds", "0")
                .post(path + "/capture")
                .then()
                .statusCode(422)
                .body(containsString("reason-error"))
                .body(containsString("seconds-error"))
                .body(containsString("value=\"0\""));
        as(Role.ADMIN).post(path + "/capture/end").then().statusCode(404);
        as(Role.ADMIN).get("/peers/nobody/diagnosis").then().statusCode(404);
    }

    private RequestSpecification as(Role role) {
        return given().accept("text/html").redirects().follow(false).cookie("warren_session", accounts.session(role));
    }
}
