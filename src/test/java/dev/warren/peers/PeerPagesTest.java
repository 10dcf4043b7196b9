package dev.warren.peers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        name = "anna-" + ++count; // no part of a key, which a search looks through too
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
    void a_link_is_shown_once_and_taken_back() {
        String page = as(Role.OPERATOR)
                .formParam("expiresIn", "3600")
                .formParam("uses", "2")
                .post("/peers/" + anna.id() + "/links")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body(containsString("/links/"))
                .extract()
                .asString();
        String list = as(Role.OPERATOR).get("/peers/" + anna.id() + "/delivery").asString();
        String token = page.replaceFirst("(?s).*/links/([A-Za-z0-9_-]{20,})<.*", "$1");
        assertFalse(list.contains(token));
        String link = list.replaceFirst("(?s).*/links/([0-9a-f-]{36})/revocation.*", "$1");
        as(Role.OPERATOR)
                .post("/peers/" + anna.id() + "/links/" + link + "/revocation")
                .then()
                .statusCode(303);
        as(Role.OPERATOR)
                .formParam("uses", "0")
                .post("/peers/" + anna.id() + "/links")
                .then()
                .statusCode(422);
    }

    @Test
    void every_format_is_shown() {
        for (String format : List.of("conf", "mikrotik", "networkmanager", "networkd", "openwrt", "nixos")) {
            as(Role.OPERATOR)
                    .get("/peers/" + anna.id() + "/delivery?format=" + format)
                    .then()
                    .statusCode(200)
                    .body(containsString("aria-current=\"true\""));
        }
        as(Role.OPERATOR)
                .get("/peers/" + anna.id() + "/delivery?format=fax")
                .then()
                .statusCode(422);
    }

    @Test
    void a_selection_is_changed_and_what_is_refused_is_named() {
        Member ben = peers.create(wg, name + "-ben");
        bulk("tag", "night shift", anna.id(), ben.id()).then().statusCode(303);
        assertEquals(List.of("night shift"), roster.find(ben.id()).orElseThrow().tags());

        bulk("extend", "30", anna.id()).then().statusCode(200).body(containsString("never expires"));

        bulk("extend", "many", anna.id()).then().statusCode(422);
        bulk("disable", "", ben.id(), UUID.randomUUID())
                .then()
                .statusCode(200)
                .body(containsString("There is no such peer"));
        assertFalse(roster.find(ben.id()).orElseThrow().enabled());
        as(Role.OPERATOR)
                .formParam("ids", anna.id().toString(), ben.id().toString())
                .post("/peers/configs")
                .then()
                .statusCode(200)
                .contentType("application/zip");
    }

    @Test
    void a_selection_of_thousands_of_which_most_are_not_on_the_page_is_downloaded() {
        String unknown =
                Stream.generate(() -> UUID.randomUUID() + ".").limit(2_000).collect(Collectors.joining());
        as(Role.OPERATOR)
                .formParam("ids", anna.id().toString())
                .formParam("hidden", anna.id().toString())
                .post("/peers/configs")
                .then()
                .statusCode(200)
                .contentType("application/zip");
        as(Role.OPERATOR)
                .formParam("hidden", unknown + anna.id())
                .post("/peers/configs")
                .then()
                .statusCode(422)
                .body(containsString("There is no peer"));
        as(Role.OPERATOR)
                .formParam("hidden", unknown + "x")
                .post("/peers/configs")
                .then()
                .statusCode(422)
                .body(containsString("Choose from 1 to"));
    }

    @Test
    void a_csv_file_of_hundreds_of_lines_comes_back_from_its_preview_and_is_made() {
        String csv = IntStream.range(0, 60)
                .mapToObj(i -> name + "-" + i + "," + "n".repeat(2_000) + "\n")
                .collect(Collectors.joining("", "name,notes\n", ""));
        as(Role.OPERATOR)
                .multiPart("file", "peers.csv", csv.getBytes(StandardCharsets.UTF_8))
                .multiPart("interface", wg.id().toString())
                .post("/peers/import")
                .then()
                .statusCode(200)
                .body(containsString("60 peers can be made"));
        as(Role.OPERATOR)
                .accept("application/json")
                .multiPart("csv", csv)
                .multiPart("interface", wg.id().toString())
                .multiPart("from", "0")
                .post("/peers/import/part")
                .then()
                .statusCode(200)
                .body("done", equalTo(60));
    }

    @Test
    void a_csv_file_is_looked_at_line_by_line_before_it_makes_anything() {
        String csv = "name,tags\n" + name + "-x,phones\n" + name + ",\n";
        as(Role.OPERATOR)
                .multiPart("csv", csv)
                .multiPart("interface", wg.id().toString())
                .post("/peers/import")
                .then()
                .statusCode(200)
                .body(containsString("1 peer can be made"))
                .body(containsString("is called " + name));
        assertTrue(roster.byName().stream().noneMatch(member -> member.name().equals(name + "-x")));

        as(Role.OPERATOR)
                .accept("application/json")
                .multiPart("csv", csv)
                .multiPart("interface", wg.id().toString())
                .multiPart("from", "0")
                .post("/peers/import/part")
                .then()
                .statusCode(200)
                .body("done", equalTo(1))
                .body("next", equalTo(2))
                .body("refused[0].number", equalTo(3));
        as(Role.OPERATOR).multiPart("csv", "").post("/peers/import").then().statusCode(422);

        as(Role.AUDITOR)
                .get("/peers/export?q=" + name + "-x")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .body(startsWith("name,notes,tags,"))
                .body(containsString("phones"))
                .body(not(containsString("PrivateKey")));
    }

    @Test
    void the_list_is_filtered_sorted_and_goes_on_where_the_page_before_ended() {
        as(Role.OPERATOR)
                .formParam("name", name)
                .formParam("tags", "t" + name)
                .formParam("enabled", "true")
                .post("/peers/" + anna.id() + "/settings")
                .then()
                .statusCode(303);
        as(Role.ADMIN)
                .get("/peers?tag=t" + name)
                .then()
                .body(containsString(anna.id().toString()));
        as(Role.ADMIN)
                .get("/peers?state=disabled&q=" + name)
                .then()
                .body(not(containsString(anna.id().toString())));
        for (String sort : List.of("name", "-state", "address", "received", "-sent", "handshake", "created")) {
            as(Role.ADMIN).get("/peers?sort=" + sort).then().statusCode(200);
        }
        String first = as(Role.ADMIN).get("/peers?limit=1&sort=-state").asString();
        String next = first.replaceFirst("(?s).*href=\"/peers(\\?[^\"]*after=[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        as(Role.ADMIN)
                .urlEncodingEnabled(false)
                .get("/peers" + next + "&limit=1")
                .then()
                .statusCode(200)
                .body(containsString("data-peer="));
        as(Role.OPERATOR)
                .accept("application/json")
                .get("/peers/ids?q=" + name)
                .then()
                .statusCode(200)
                .body("[0]", equalTo(anna.id().toString()));
    }

    private Response bulk(String action, String value, UUID... ids) {
        return as(Role.OPERATOR)
                .formParam("action", action)
                .formParam("value", value)
                .formParam("ids", Stream.of(ids).map(UUID::toString).toArray())
                .post("/peers/bulk");
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
