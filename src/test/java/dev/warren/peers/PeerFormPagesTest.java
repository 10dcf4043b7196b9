package dev.warren.peers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The forms by which peers are made and changed.
@QuarkusTest
class PeerFormPagesTest extends PeerPagesCase {

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
    void a_refusal_is_in_the_readers_language_also_for_scripts_of_a_page_but_not_for_programs() {
        as(Role.ADMIN)
                .header("Accept-Language", "ru")
                .formParam("quick", "true")
                .formParam("name", "x".repeat(65))
                .post("/peers")
                .then()
                .statusCode(422)
                .body(containsString("В имени не более 64 символов; в этом 65."));
        given().cookie("warren_session", accounts.session(Role.ADMIN))
                .accept("application/json")
                .header("Accept-Language", "ru")
                .formParam("action", "dance")
                .formParam("ids", anna.id())
                .post("/peers/bulk")
                .then()
                .statusCode(422)
                .body("detail", equalTo("С пирами такого сделать нельзя."));
        given().cookie("warren_session", accounts.session(Role.ADMIN))
                .header("Accept-Language", "ru")
                .get("/api/v1/peers?limit=0")
                .then()
                .statusCode(422)
                .body("detail", equalTo("The limit is a number from 1 to 500."));
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
    void every_setting_is_changed_by_the_form_and_shown_in_it() {
        Map<String, String> fields = Map.ofEntries(
                Map.entry("name", name),
                Map.entry("enabled", "true"),
                Map.entry("tags", "phones, staff"),
                Map.entry("notes", "two\nlines"),
                Map.entry("allowedPreset", "except"),
                Map.entry("allowedIps", "192.168.0.0/16"),
                Map.entry("dns", "9.9.9.9"),
                Map.entry("mtu", "1380"),
                Map.entry("keepalive", "25"),
                Map.entry("endpoint", "other.example.org:443"),
                Map.entry("expiresAt", "2099-12-31T18:00"),
                Map.entry("zone", "Europe/Berlin"),
                Map.entry("hours", "mon-fri 00:00-24:00"),
                Map.entry("quotaBytes", "50 GB"),
                Map.entry("quotaPeriod", "week"),
                Map.entry("quotaCounts", "sent"),
                Map.entry("quotaAction", "notify"),
                Map.entry("peerEndpoint", "site.example.org:51820"),
                Map.entry("responder", "true"),
                Map.entry("killSwitch", "lan"),
                Map.entry("postUp", "echo up"));
        as(Role.OPERATOR)
                .formParams(fields)
                .post("/peers/" + anna.id() + "/settings")
                .then()
                .statusCode(303);

        String page = as(Role.OPERATOR).get("/peers/" + anna.id() + "/settings").asString();
        for (String shown : List.of(
                "value=\"phones, staff\"",
                "two\nlines",
                "<option value=\"except\" selected>",
                "value=\"192.168.0.0/16\"",
                "value=\"2099-12-31T18:00:00\"",
                "value=\"Europe/Berlin\"",
                "value=\"mon-fri 00:00-24:00\"",
                "value=\"50 GB\"",
                "<option value=\"week\" selected>",
                "<option value=\"sent\" selected>",
                "<option value=\"notify\" selected>",
                "<option value=\"lan\" selected>",
                "value=\"site.example.org:51820\"",
                "echo up")) {
            assertTrue(page.contains(shown), shown);
        }
        assertFalse(roster.find(anna.id()).orElseThrow().presharedKey(), "a switch that is not sent is off");
    }

    @Test
    void what_is_wrong_stands_at_its_field_and_what_was_typed_stays() {
        as(Role.OPERATOR)
                .formParam("name", name)
                .formParam("hours", "sometimes")
                .formParam("quotaBytes", "much")
                .formParam("allowedPreset", "list")
                .formParam("allowedIps", "10.0.0.0/99")
                .post("/peers/" + anna.id() + "/settings")
                .then()
                .statusCode(422)
                .body(containsString("hours-error"))
                .body(containsString("quotaBytes-error"))
                .body(containsString("value=\"sometimes\""))
                .body(containsString("value=\"10.0.0.0/99\""));
    }

    @Test
    void a_choice_of_allowed_ips_says_what_comes_of_it() {
        as(Role.OPERATOR)
                .queryParam("interface", wg.id().toString())
                .queryParam("allowedPreset", "vpn")
                .get("/peers/allowed-ips")
                .then()
                .statusCode(200)
                .body(containsString(anna.ipv4().substring(0, anna.ipv4().lastIndexOf('.'))));
        as(Role.OPERATOR)
                .queryParam("allowedPreset", "list")
                .queryParam("allowedIps", "nonsense")
                .get("/peers/allowed-ips")
                .then()
                .body(containsString("class=\"error\""));
    }

    @Test
    void presets_offer_what_their_kind_needs() {
        as(Role.OPERATOR)
                .get("/peers/new?preset=site&name=lisbon")
                .then()
                .body(containsString("value=\"lisbon\""))
                .body(containsString("name=\"networks\""))
                .body(containsString("<option value=\"vpn\" selected>"));
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
