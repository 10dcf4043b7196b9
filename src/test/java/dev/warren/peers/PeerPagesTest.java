package dev.warren.peers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PeerPagesTest {

    private static int count;

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    Roster roster;

    private WgInterface wg;
    private Member anna;
    private String name;

    @BeforeEach
    void aPeer() {
        wg = interfaces.create();
        name = "anna" + ++count;
        anna = peers.create(wg, name);
    }

    @Test
    void the_list_shows_who_is_there_with_state_and_address() {
        as(Role.ADMIN)
                .get("/peers?q=" + name)
                .then()
                .statusCode(200)
                .body(containsString(name))
                .body(containsString(anna.ipv4()))
                .body(containsString("Never connected"))
                .body(containsString("data-peer=\"" + anna.id() + "\""));
    }

    @Test
    void the_list_finds_by_address_and_key_and_says_when_there_is_nobody() {
        as(Role.AUDITOR).get("/peers?q=" + anna.ipv4()).then().body(containsString(name));
        as(Role.AUDITOR)
                .queryParam("q", anna.publicKey().substring(0, 20))
                .get("/peers")
                .then()
                .body(containsString(name));
        as(Role.AUDITOR).get("/peers?q=nobody-at-all").then().body(containsString("Nobody matches"));
    }

    @Test
    void a_name_and_enter_make_a_peer_and_lead_to_its_page() {
        String location = as(Role.OPERATOR)
                .formParam("quick", "true")
                .formParam("name", name + "-b")
                .post("/peers")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/peers/"))
                .extract()
                .header("Location");

        as(Role.OPERATOR).get(location).then().statusCode(200).body(containsString(name + "-b"));
    }

    @Test
    void a_bad_name_brings_the_list_back_with_what_is_wrong() {
        as(Role.ADMIN)
                .formParam("quick", "true")
                .formParam("name", "x".repeat(65))
                .post("/peers")
                .then()
                .statusCode(422)
                .body(containsString("at most 64 characters"))
                .body(containsString("x".repeat(65)));
    }

    @Test
    void the_whole_form_makes_a_peer_and_a_bad_field_is_named_beside_it() {
        whole(as(Role.ADMIN), "10.8.0.999")
                .post("/peers")
                .then()
                .statusCode(422)
                .body(containsString("ipv4-error"));
        whole(as(Role.ADMIN), "").post("/peers").then().statusCode(303);
    }

    @Test
    void the_page_of_a_peer_has_its_configuration_and_qr_code() {
        as(Role.OPERATOR)
                .get("/peers/" + anna.id())
                .then()
                .statusCode(200)
                .body(containsString("[Interface]"))
                .body(containsString("/peers/" + anna.id() + "/qr.svg"));
    }

    @Test
    void an_auditor_sees_the_peer_and_none_of_its_secrets() {
        as(Role.AUDITOR)
                .get("/peers/" + anna.id())
                .then()
                .statusCode(200)
                .body(containsString(name))
                .body(not(containsString("PrivateKey")));
        as(Role.AUDITOR).get("/peers/" + anna.id() + "/config").then().statusCode(403);
        as(Role.AUDITOR).get("/peers/" + anna.id() + "/qr.svg").then().statusCode(403);
    }

    @Test
    void the_configuration_is_downloaded_under_a_safe_name() {
        Member evil = peers.create(wg, "a\"; b/../c");

        as(Role.ADMIN)
                .get("/peers/" + evil.id() + "/config")
                .then()
                .statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=\"a-b-..-c.conf\""))
                .header("Cache-Control", containsString("no-store"))
                .body(startsWith("[Interface]\nPrivateKey = "));
    }

    @Test
    void the_qr_code_comes_as_drawing_and_as_bitmap() {
        as(Role.ADMIN)
                .get("/peers/" + anna.id() + "/qr.svg")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .body(containsString(name));
        as(Role.ADMIN)
                .get("/peers/" + anna.id() + "/qr.png")
                .then()
                .statusCode(200)
                .contentType("image/png");
    }

    @Test
    void a_peer_is_switched_off_and_on_and_doing_it_twice_is_the_same() {
        for (String enabled : List.of("false", "false", "true", "true")) {
            as(Role.OPERATOR)
                    .formParam("enabled", enabled)
                    .post("/peers/" + anna.id() + "/activation")
                    .then()
                    .statusCode(303);
            assertEquals(
                    Boolean.parseBoolean(enabled),
                    roster.find(anna.id()).orElseThrow().enabled());
        }
    }

    @Test
    void settings_are_shown_and_changed_and_a_bad_one_is_refused() {
        as(Role.OPERATOR)
                .get("/peers/" + anna.id() + "/settings")
                .then()
                .statusCode(200)
                .body(containsString("value=\"" + name + "\""));
        settings("x".repeat(65)).then().statusCode(422).body(containsString("at most 64"));
        settings(name + " B.").then().statusCode(303);

        assertEquals(name + " B.", roster.find(anna.id()).orElseThrow().name());
    }

    @Test
    void deleting_asks_first_and_a_second_time_there_is_nobody() {
        as(Role.ADMIN)
                .get("/peers/" + anna.id() + "/deletion")
                .then()
                .statusCode(200)
                .body(containsString(name));
        assertTrue(roster.find(anna.id()).isPresent());

        as(Role.ADMIN).post("/peers/" + anna.id() + "/deletion").then().statusCode(303);
        assertFalse(roster.find(anna.id()).isPresent());
        as(Role.ADMIN).post("/peers/" + anna.id() + "/deletion").then().statusCode(404);
    }

    @Test
    void whoever_is_not_signed_in_is_led_to_the_sign_in_page() {
        for (String path : List.of("/peers", "/peers/" + anna.id(), "/peers/" + anna.id() + "/config", "/peers/new")) {
            browser().get(path).then().statusCode(anyOf(is(302), is(303)));
        }
        browser().post("/peers/" + anna.id() + "/deletion").then().statusCode(anyOf(is(302), is(303), is(401)));
        assertTrue(roster.find(anna.id()).isPresent());
    }

    @Test
    void a_user_sees_nothing_of_what_is_not_theirs_and_an_auditor_changes_nothing() {
        as(Role.USER).get("/peers").then().statusCode(403);
        as(Role.USER).get("/peers/" + anna.id()).then().statusCode(403);
        as(Role.AUDITOR)
                .formParam("quick", "true")
                .formParam("name", "x")
                .post("/peers")
                .then()
                .statusCode(403);
        as(Role.AUDITOR).post("/peers/" + anna.id() + "/deletion").then().statusCode(403);
        as(Role.AUDITOR).post("/peers/" + anna.id() + "/activation").then().statusCode(403);
    }

    @Test
    void another_sites_form_changes_nothing() {
        as(Role.ADMIN)
                .header("Origin", "https://evil.example")
                .post("/peers/" + anna.id() + "/deletion")
                .then()
                .statusCode(403);
        assertTrue(roster.find(anna.id()).isPresent());
    }

    @Test
    void an_unknown_or_malformed_id_is_nobody() {
        as(Role.ADMIN).get("/peers/" + UUID.randomUUID()).then().statusCode(404);
        as(Role.ADMIN).get("/peers/hello").then().statusCode(404);
    }

    @Test
    void a_wrong_method_is_refused() {
        as(Role.ADMIN).delete("/peers/" + anna.id() + "/deletion").then().statusCode(anyOf(is(404), is(405)));
    }

    private RequestSpecification as(Role role) {
        return browser().cookie("warren_session", accounts.session(role));
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false).accept("text/html");
    }

    private Response settings(String newName) {
        return as(Role.OPERATOR)
                .formParam("name", newName)
                .formParam("enabled", "true")
                .post("/peers/" + anna.id() + "/settings");
    }

    private RequestSpecification whole(RequestSpecification request, String ipv4) {
        return request.formParam("name", name + "-whole")
                .formParam("interface", wg.id().toString())
                .formParam("presharedKey", "true")
                .formParam("enabled", "true")
                .formParam("ipv4", ipv4)
                .formParam("dns", "9.9.9.9");
    }
}
