package dev.warren.peers;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.warren.accounts.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The list of peers, and what is done to many at once.
@QuarkusTest
class PeerListPagesTest extends PeerPagesCase {

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
        as(Role.AUDITOR).get("/peers?q=nobody-at-all").then().body(containsString("No peer matches"));
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

    private Response bulk(String action, String value, UUID... ids) {
        return as(Role.OPERATOR)
                .formParam("action", action)
                .formParam("value", value)
                .formParam("ids", Stream.of(ids).map(UUID::toString).toArray())
                .post("/peers/bulk");
    }
}
