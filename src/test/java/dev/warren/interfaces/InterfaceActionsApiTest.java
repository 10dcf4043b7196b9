package dev.warren.interfaces;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.engine.key.PrivateKey;
import dev.warren.peers.Member;
import dev.warren.peers.Roster;
import dev.warren.peers.TestPeers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InterfaceActionsApiTest {

    private static final AtomicInteger RANGES = new AtomicInteger();

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    Roster roster;

    private WgInterface wg;
    private String path;

    @BeforeEach
    void anInterface() {
        wg = interfaces.create();
        path = "/api/v1/interfaces/" + wg.id();
    }

    @Test
    void it_is_switched_off_and_on_as_often_as_asked() {
        for (int i = 0; i < 2; i++) {
            as(Role.ADMIN).delete(path + "/activation").then().statusCode(204);
            as(Role.ADMIN).get(path).then().body("enabled", equalTo(false));
        }
        for (int i = 0; i < 2; i++) {
            as(Role.ADMIN).put(path + "/activation").then().statusCode(204);
            as(Role.ADMIN).get(path).then().body("enabled", equalTo(true)).header("ETag", "\"2\"");
        }
        as(Role.ADMIN)
                .header("If-Match", "\"0\"")
                .delete(path + "/activation")
                .then()
                .statusCode(412);
    }

    @Test
    void another_key_takes_effect_at_once_and_the_answer_says_how_many_have_to_be_told() {
        peers.create(wg, "anna");
        peers.create(wg, "bert");
        as(Role.AUDITOR)
                .get(path + "/key-rotation")
                .then()
                .statusCode(200)
                .body("peers", equalTo(2))
                .body("warning", containsString("none of the 2 peers"));

        String key = as(Role.ADMIN)
                .body("{}")
                .post(path + "/key-rotation")
                .then()
                .statusCode(200)
                .body("peers", equalTo(2))
                .body("publicKey", not(equalTo(wg.publicKey())))
                .extract()
                .path("publicKey");

        as(Role.ADMIN).get(path).then().body("publicKey", equalTo(key));
        as(Role.ADMIN).post(path + "/key-rotation").then().statusCode(200).body("publicKey", not(equalTo(key)));
    }

    @Test
    void a_key_can_be_brought_along_but_not_another_interfaces() {
        PrivateKey own = PrivateKey.generate();
        String body = "{\"privateKey\": \"%s\"}".formatted(own.base64());
        as(Role.ADMIN)
                .body(body)
                .post(path + "/key-rotation")
                .then()
                .statusCode(200)
                .body("publicKey", equalTo(own.publicKey().base64()));

        as(Role.ADMIN)
                .body(body)
                .post("/api/v1/interfaces/" + interfaces.create().id() + "/key-rotation")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("privateKey"));
        for (String bad : new String[] {"{\"privateKey\": \"short\"}", "{\"privateKey\": 5}", "{\"key\": \"x\"}"}) {
            as(Role.ADMIN).body(bad).post(path + "/key-rotation").then().statusCode(422);
        }
    }

    @Test
    void a_preview_shows_where_everybody_goes_and_moves_nobody() {
        Member anna = peers.create(wg, "anna");
        String range = freeRange();

        renumber(Role.ADMIN, "/renumbering/preview", range)
                .statusCode(200)
                .body("possible", equalTo(true))
                .body("peers", equalTo(1))
                .body("moves[0].name", equalTo("anna"))
                .body("moves[0].oldIpv4", equalTo(anna.ipv4()))
                .body("moves[0].newIpv4", equalTo(range.replace(".0/24", ".2")))
                .body("moves[0].samePlace", equalTo(true));

        as(Role.ADMIN)
                .get(path)
                .then()
                .body("ipv4", equalTo(IpText.of(wg.ipv4())))
                .header("ETag", "\"0\"");
    }

    @Test
    void renumbering_moves_everybody_the_pool_and_what_clients_are_told() {
        Member anna = peers.create(wg, "anna");
        Member gap = peers.create(wg, "gap");
        Member bert = peers.create(wg, "bert");
        as(Role.ADMIN).delete("/api/v1/peers/" + gap.id()).then().statusCode(204);
        String old = IpText.of(wg.ipv4().network());
        as(Role.ADMIN)
                .body("{\"clientDns\": [\"%s\", \"9.9.9.9\"], \"clientAllowedIps\": [\"%s\", \"192.0.2.0/24\"]}"
                        .formatted(IpText.of(wg.ipv4().address()), old))
                .patch(path)
                .then()
                .statusCode(200);
        String range = freeRange();
        String prefix = range.replace("0/24", "");

        renumber(Role.ADMIN, "/renumbering", range).statusCode(200).body("peers", equalTo(2));

        as(Role.ADMIN)
                .get(path)
                .then()
                .body("ipv4", equalTo(prefix + "1/24"))
                .body("clientDns", equalTo(List.of(prefix + "1", "9.9.9.9")))
                .body("clientAllowedIps", equalTo(List.of(range, "192.0.2.0/24")));
        assertEquals(prefix + "2", roster.find(anna.id()).orElseThrow().ipv4());
        assertEquals(prefix + "4", roster.find(bert.id()).orElseThrow().ipv4());
        assertEquals(anna.ipv6(), roster.find(anna.id()).orElseThrow().ipv6());
        assertEquals(anna.version() + 1, roster.find(anna.id()).orElseThrow().version());
        assertEquals(prefix + "3", peers.create(wg, "next").ipv4(), "the pool is the new one");
        assertEquals(prefix + "5", peers.create(wg, "the one after").ipv4());
    }

    @Test
    void within_one_range_peers_may_take_over_each_others_addresses() {
        WgInterface wide = interfaces.create(24);
        Member second = peers.create(wide, "second");
        for (int i = 0; i < 128; i++) {
            peers.create(wide, "peer " + i);
        }
        Member last = roster.byName().stream()
                .filter(member ->
                        member.interfaceId().equals(wide.id()) && member.ipv4().endsWith(".130"))
                .findFirst()
                .orElseThrow();
        String upper = IpText.of(wide.ipv4().network()).replace(".0/24", ".128/25");

        as(Role.ADMIN)
                .body("{\"ipv4\": \"%s\"}".formatted(upper))
                .post("/api/v1/interfaces/" + wide.id() + "/renumbering")
                .then()
                .statusCode(422)
                .body("detail", containsString("room for 125 peers, and there are 129"));
        String server = IpText.of(wide.ipv4().network()).replace(".0/24", ".2/24");

        as(Role.ADMIN)
                .body("{\"ipv4\": \"%s\"}".formatted(server))
                .post("/api/v1/interfaces/" + wide.id() + "/renumbering")
                .then()
                .statusCode(200)
                .body("peers", equalTo(1))
                .body("moves[0].name", equalTo("second"));
        assertEquals(
                server.replace(".2/24", ".1"),
                roster.find(second.id()).orElseThrow().ipv4());
        assertEquals(last.ipv4(), roster.find(last.id()).orElseThrow().ipv4());
    }

    @Test
    void what_stands_in_the_way_is_named_and_nothing_moves() {
        Member anna = peers.create(wg, "anna");
        WgInterface other = interfaces.create();
        peers.createSite(other, "site " + other.name(), "172.28.9.0/24");

        renumber(Role.ADMIN, "/renumbering/preview", IpText.of(other.ipv4().network()))
                .statusCode(200)
                .body("possible", equalTo(false))
                .body("conflicts", hasItem(containsString("range of " + other.name())))
                .body("moves", hasSize(0));
        renumber(Role.ADMIN, "/renumbering", IpText.of(other.ipv4().network())).statusCode(422);
        renumber(Role.ADMIN, "/renumbering", "172.28.0.0/16")
                .statusCode(422)
                .body("detail", containsString("172.28.9.0/24, a network behind site " + other.name()));
        renumber(Role.ADMIN, "/renumbering", "10.0.0.0/31").statusCode(422).body("errors[0].field", equalTo("ipv4"));
        as(Role.ADMIN)
                .body("{\"ipv4\": null, \"ipv6\": null}")
                .post(path + "/renumbering")
                .then()
                .statusCode(422);
        as(Role.ADMIN)
                .header("If-Match", "\"9\"")
                .body("{\"ipv4\": \"%s\"}".formatted(freeRange()))
                .post(path + "/renumbering")
                .then()
                .statusCode(412);

        assertEquals(anna.ipv4(), roster.find(anna.id()).orElseThrow().ipv4());
        assertEquals(
                wg.ipv4(),
                QuarkusTransaction.requiringNew()
                        .call(() -> WgInterface.<WgInterface>findById(wg.id()).ipv4()));
    }

    @Test
    void a_family_can_be_taken_away_and_given_to_everybody() {
        Member anna = peers.create(wg, "anna");

        as(Role.ADMIN)
                .body("{\"ipv6\": null}")
                .post(path + "/renumbering")
                .then()
                .statusCode(200);
        assertNull(roster.find(anna.id()).orElseThrow().ipv6());

        as(Role.ADMIN)
                .body("{\"ipv6\": \"fd0a:%x::/64\"}".formatted(RANGES.incrementAndGet()))
                .post(path + "/renumbering")
                .then()
                .statusCode(200)
                .body("peers", equalTo(1));
        assertTrue(roster.find(anna.id()).orElseThrow().ipv6().endsWith("::2"));
    }

    @Test
    void every_action_is_for_administrators_and_not_for_strangers_or_other_sites() {
        for (Role role : new Role[] {Role.OPERATOR, Role.AUDITOR, Role.USER}) {
            as(role).put(path + "/activation").then().statusCode(403);
            as(role).delete(path + "/activation").then().statusCode(403);
            as(role).body("{}").post(path + "/key-rotation").then().statusCode(403);
            renumber(role, "/renumbering", "10.99.0.0/24").statusCode(403);
            renumber(role, "/renumbering/preview", "10.99.0.0/24").statusCode(403);
        }
        stranger().put(path + "/activation").then().statusCode(401);
        stranger().delete(path + "/activation").then().statusCode(401);
        stranger().body("{}").post(path + "/key-rotation").then().statusCode(401);
        stranger().body("{}").post(path + "/renumbering").then().statusCode(401);
        for (String action : new String[] {"/key-rotation", "/renumbering", "/renumbering/preview"}) {
            as(Role.ADMIN)
                    .header("Sec-Fetch-Site", "cross-site")
                    .body("{}")
                    .post(path + action)
                    .then()
                    .statusCode(403);
        }
        as(Role.ADMIN)
                .header("Sec-Fetch-Site", "cross-site")
                .put(path + "/activation")
                .then()
                .statusCode(403);
    }

    @Test
    void an_interface_that_there_is_not_has_no_actions() {
        String none = "/api/v1/interfaces/" + UUID.randomUUID();
        as(Role.ADMIN).put(none + "/activation").then().statusCode(404);
        as(Role.ADMIN).delete(none + "/activation").then().statusCode(404);
        as(Role.ADMIN).get(none + "/key-rotation").then().statusCode(404);
        as(Role.ADMIN).body("{}").post(none + "/key-rotation").then().statusCode(404);
        as(Role.ADMIN).body("{}").post(none + "/renumbering").then().statusCode(404);
        as(Role.ADMIN).body("{}").post(none + "/renumbering/preview").then().statusCode(404);
    }

    private static String freeRange() {
        return "10.230.%d.0/24".formatted(RANGES.incrementAndGet());
    }

    private ValidatableResponse renumber(Role role, String action, String range) {
        return as(role).body("{\"ipv4\": \"%s\"}".formatted(range))
                .post(path + action)
                .then();
    }

    private RequestSpecification as(Role role) {
        return stranger().cookie("warren_session", accounts.session(role));
    }

    private static RequestSpecification stranger() {
        return given().accept(ContentType.JSON).contentType(ContentType.JSON);
    }
}
