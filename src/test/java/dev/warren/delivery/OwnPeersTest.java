package dev.warren.delivery;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.Member;
import dev.warren.peers.TestPeers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a user may have of their own peers, and of nobody else's.
@QuarkusTest
class OwnPeersTest {

    private static final List<String> READ =
            List.of("config", "config?format=nixos", "qr.svg", "qr.png", "links", "history", "sessions");

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    private String session;
    private String own;
    private Member others;

    @BeforeEach
    void aUserWithAPeer() {
        var wg = interfaces.create();
        session = accounts.session(Role.USER);
        own = user().body(Map.of("name", "mine", "interface", wg.id()))
                .post("/api/v1/peers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        others = peers.create(wg, "others");
    }

    @Test
    void their_own_configuration_links_and_history_are_theirs() {
        for (String what : READ) {
            user().get("/api/v1/peers/" + own + "/" + what).then().statusCode(200);
        }
        user().get("/peers/" + own + "/config").then().statusCode(200).body(startsWith("[Interface]"));
        String link = user().body(Map.of())
                .post("/api/v1/peers/" + own + "/links")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        user().delete("/api/v1/peers/" + own + "/links/" + link).then().statusCode(204);
        user().body(Map.of("ids", List.of(own)))
                .post("/api/v1/peers/configs")
                .then()
                .statusCode(200);
    }

    @Test
    void somebody_elses_are_not_even_there() {
        for (String what : READ) {
            user().get("/api/v1/peers/" + others.id() + "/" + what)
                    .then()
                    .statusCode(404)
                    .body(not(containsString("PrivateKey")));
        }
        user().get("/peers/" + others.id() + "/config").then().statusCode(404);
        user().body(Map.of())
                .post("/api/v1/peers/" + others.id() + "/links")
                .then()
                .statusCode(404);
        user().body(Map.of("to", "eve@example.org"))
                .post("/api/v1/peers/" + others.id() + "/mails")
                .then()
                .statusCode(404);
        user().body(Map.of("ids", List.of(own, others.id())))
                .post("/api/v1/peers/configs")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("ids"));
    }

    private RequestSpecification user() {
        return given().cookie("warren_session", session).contentType(ContentType.JSON);
    }
}
