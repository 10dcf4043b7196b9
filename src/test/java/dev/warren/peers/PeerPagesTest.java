package dev.warren.peers;

import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The page of a peer, what is done there, and who may.
@QuarkusTest
class PeerPagesTest extends PeerPagesCase {

    @Test
    void the_page_of_a_peer_has_its_qr_code_and_tabs() {
        as(Role.OPERATOR)
                .get("/peers/" + anna.id())
                .then()
                .statusCode(200)
                .body(containsString("/peers/" + anna.id() + "/qr.svg"))
                .body(containsString("/peers/" + anna.id() + "/delivery\""))
                .body(containsString("/peers/" + anna.id() + "/sessions\""));
        for (String tab : List.of("/sessions", "/events", "/history", "/history?span=month&unit=rate")) {
            as(Role.AUDITOR).get("/peers/" + anna.id() + tab).then().statusCode(200);
        }
        as(Role.AUDITOR).get("/peers/" + anna.id()).then().body(not(containsString("/delivery\"")));
    }

    @Test
    void what_the_server_says_of_a_peer_is_in_the_readers_language() {
        as(Role.ADMIN)
                .header("Accept-Language", "de")
                .get("/peers/" + anna.id())
                .then()
                .statusCode(200)
                .body(containsString("Noch kein Handshake."))
                .body(matchesPattern("(?s).*>\\d{1,2}\\. \\p{L}+ 20\\d\\d, .*"));
        as(Role.ADMIN)
                .header("Accept-Language", "fr")
                .get("/peers/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body(not(containsString("There is no such peer")));
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
    void keys_are_replaced_after_saying_what_it_means() {
        as(Role.OPERATOR)
                .get("/peers/" + anna.id() + "/key-rotation")
                .then()
                .statusCode(200)
                .body(containsString("cut off until"));
        as(Role.OPERATOR).post("/peers/" + anna.id() + "/key-rotation").then().statusCode(303);
        assertNotEquals(anna.publicKey(), roster.find(anna.id()).orElseThrow().publicKey());
    }

    @Test
    void a_copy_gets_a_name_and_addresses_of_its_own() {
        as(Role.OPERATOR)
                .formParam("name", name)
                .post("/peers/" + anna.id() + "/copies")
                .then()
                .statusCode(422)
                .body(containsString("name-error"));
        as(Role.OPERATOR)
                .formParam("name", name + "-2")
                .post("/peers/" + anna.id() + "/copies")
                .then()
                .statusCode(303);
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
}
