package dev.warren.system;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.TestPeers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DashboardPagesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    private WgInterface wg;

    @BeforeEach
    void somePeers() {
        wg = interfaces.create();
        peers.create(wg, "dashboard-" + wg.name());
    }

    @Test
    void it_shows_figures_peers_and_interfaces() {
        page("/", Role.ADMIN)
                .then()
                .statusCode(200)
                .body(containsString("data-live=\"online\""))
                .body(containsString("Busiest now"))
                .body(containsString("/interfaces/" + wg.id()))
                .body(containsString("New peer"));
    }

    @Test
    void an_auditor_sees_it_without_what_changes_anything() {
        page("/", Role.AUDITOR)
                .then()
                .statusCode(200)
                .body(not(containsString("New peer")))
                .body(containsString("href=\"/audit\""));
        page("/", Role.OPERATOR).then().statusCode(200).body(not(containsString("href=\"/audit\"")));
    }

    @Test
    void users_begin_with_their_own_peers() {
        page("/", Role.USER).then().statusCode(303).header("Location", "/own-peers");
        given().accept("text/html")
                .redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/sign-in"));
    }

    private Response page(String path, Role role) {
        return given().accept("text/html")
                .redirects()
                .follow(false)
                .cookie("warren_session", accounts.session(role))
                .get(path);
    }
}
