package dev.warren.peers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TagPagesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    private String tag;

    @BeforeEach
    void a_peer_with_a_tag() {
        tag = "tag-" + UUID.randomUUID().toString().substring(0, 8);
        var peer = peers.create(interfaces.create(), "anna");
        given().cookie("warren_session", accounts.session(Role.ADMIN))
                .contentType("application/json")
                .body(Map.of("tags", List.of(tag)))
                .patch("/api/v1/peers/" + peer.id())
                .then()
                .statusCode(200);
    }

    @Test
    void a_tag_gets_the_colour_that_is_chosen_and_its_own_again() {
        as(Role.OPERATOR).get("/tags").then().statusCode(200).body(containsString("Colour of " + tag));
        as(Role.OPERATOR)
                .formParam("tag", tag)
                .formParam("colour", "teal")
                .post("/tags")
                .then()
                .statusCode(303);
        colour().then().body("items.find { it.name == '%s' }.colour".formatted(tag), equalTo("teal"));
        as(Role.OPERATOR)
                .formParam("tag", tag)
                .formParam("colour", "")
                .post("/tags")
                .then()
                .statusCode(303);
        String own = Words.of(Tags.Colour.of(tag));
        colour().then().body("items.find { it.name == '%s' }.colour".formatted(tag), equalTo(own));
    }

    @Test
    void what_is_no_colour_or_no_tag_is_refused() {
        as(Role.ADMIN)
                .formParam("tag", tag)
                .formParam("colour", "plaid")
                .post("/tags")
                .then()
                .statusCode(422);
        as(Role.ADMIN).formParam("colour", "teal").post("/tags").then().statusCode(404);
    }

    @Test
    void an_auditor_reads_and_users_see_none_of_it() {
        as(Role.AUDITOR)
                .get("/tags")
                .then()
                .statusCode(200)
                .body(containsString(tag))
                .body(not(containsString("Colour of " + tag)));
        as(Role.AUDITOR).formParam("tag", tag).post("/tags").then().statusCode(403);
        as(Role.USER).get("/tags").then().statusCode(403);
    }

    private Response colour() {
        return given().cookie("warren_session", accounts.session(Role.ADMIN)).get("/api/v1/tags");
    }

    private RequestSpecification as(Role role) {
        return given().accept("text/html").redirects().follow(false).cookie("warren_session", accounts.session(role));
    }
}
