package dev.warren.peers;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import dev.warren.engine.key.PrivateKey;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PeerApiTest {

    private static final String PEERS = "/api/v1/peers/";

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    PeerChanges changes;

    private WgInterface wg;
    private User admin;
    private Member anna;
    private String place;

    @BeforeEach
    void aPeer() {
        wg = interfaces.create();
        admin = accounts.user(Role.ADMIN);
        anna = peers.create(wg, "anna");
        place = PEERS + anna.id();
    }

    @Test
    void what_it_inherits_follows_its_interface_at_once() {
        for (String dns : List.of("192.0.2.53", "192.0.2.54")) {
            as(admin)
                    .contentType(ContentType.JSON)
                    .body(Map.of("clientDns", List.of(dns)))
                    .patch("/api/v1/interfaces/" + wg.id())
                    .then()
                    .statusCode(200);
            as(admin).get(place).then().statusCode(200).body("effective.dns", contains(dns));
        }
    }

    @Test
    void a_peer_that_is_known_by_its_version_is_not_sent_again() {
        String tag = as(admin).get(place).then().statusCode(200).extract().header("ETag");

        as(admin).header("If-None-Match", tag).get(place).then().statusCode(304);
        patch(admin, Map.of("notes", "new")).then().statusCode(200);
        as(admin).header("If-None-Match", tag).get(place).then().statusCode(200).body("notes", equalTo("new"));
    }

    @Test
    void what_is_absent_stays_and_null_is_inherited_again() {
        patch(admin, Map.of("mtu", 1300, "dns", List.of("1.1.1.1"), "tags", List.of("a")))
                .then()
                .statusCode(200);

        Map<String, Object> patch = new HashMap<>();
        patch.put("mtu", null);
        patch(admin, patch)
                .then()
                .statusCode(200)
                .body("mtu", nullValue())
                .body("dns", contains("1.1.1.1"))
                .body("tags", contains("a"))
                .body("name", equalTo("anna"))
                .body("publicKey", equalTo(anna.publicKey()));
    }

    @Test
    void a_change_of_what_somebody_else_has_changed_meanwhile_is_refused() {
        String tag = as(admin).get(place).header("ETag");
        patch(admin, Map.of("notes", "first")).then().statusCode(200);

        as(admin)
                .contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body(Map.of("notes", "second"))
                .patch(place)
                .then()
                .statusCode(412);
        as(admin).header("If-Match", tag).delete(place).then().statusCode(412);
        as(admin).get(place).then().body("notes", equalTo("first"));
    }

    @Test
    void a_key_of_its_own_takes_the_generated_one_away_and_the_preshared_key_comes_and_goes() {
        String key = PrivateKey.generate().publicKey().base64();
        patch(admin, Map.of("publicKey", key, "presharedKey", false))
                .then()
                .body("publicKey", equalTo(key))
                .body("ownKey", equalTo(true))
                .body("presharedKey", equalTo(false));
        assertTrue(config().contains("<the private key that belongs to " + key + ">"), "a placeholder");
        patch(admin, Map.of("presharedKey", true)).then().body("presharedKey", equalTo(true));
    }

    @Test
    void a_bad_change_is_refused_with_its_field_and_changes_nothing() {
        patch(admin, Map.of("mtu", 70_000, "name", "")).then().statusCode(422).body("errors", hasSize(2));
        patch(admin, Map.of("interface", wg.id())).then().statusCode(422).body("errors.field", hasItem("interface"));
        as(admin).contentType(ContentType.JSON).body("[]").patch(place).then().statusCode(400);
        as(admin).contentType(ContentType.JSON).body("{").patch(place).then().statusCode(400);
        as(admin).get(place).then().body("name", equalTo("anna"));
    }

    @Test
    void a_network_behind_another_peer_is_refused_with_its_name() {
        String network = TestPeers.network();
        patch(admin, Map.of("networks", List.of(network))).then().statusCode(200);

        as(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "berta", "interface", wg.id(), "networks", List.of(network)))
                .post("/api/v1/peers")
                .then()
                .statusCode(422)
                .body("detail", containsString("anna"));
    }

    @Test
    void a_peer_is_switched_off_and_on_and_doing_it_twice_is_the_same() {
        for (int i = 0; i < 2; i++) {
            as(admin).delete(place + "/activation").then().statusCode(200).body("state", equalTo("disabled"));
        }
        for (int i = 0; i < 2; i++) {
            as(admin).put(place + "/activation").then().statusCode(200).body("state", equalTo("never"));
        }
    }

    @Test
    void keys_are_rotated_and_the_old_configuration_is_no_longer_handed_out() {
        String before = config();

        as(admin)
                .post(place + "/key-rotation")
                .then()
                .statusCode(200)
                .body("publicKey", not(equalTo(anna.publicKey())));

        assertTrue(!config().equals(before), "another configuration");
    }

    @Test
    void a_peer_that_keeps_its_private_key_to_itself_is_asked_for_its_new_public_key() {
        patch(admin, Map.of("publicKey", PrivateKey.generate().publicKey().base64()));
        String next = PrivateKey.generate().publicKey().base64();

        as(admin).post(place + "/key-rotation").then().statusCode(422).body("errors.field", hasItem("publicKey"));
        as(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("publicKey", next))
                .post(place + "/key-rotation")
                .then()
                .statusCode(200)
                .body("publicKey", equalTo(next));
    }

    @Test
    void a_copy_has_the_settings_and_neither_keys_nor_addresses_nor_networks() {
        patch(admin, Map.of("mtu", 1333, "tags", List.of("a"), "networks", List.of(TestPeers.network())));

        as(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "berta"))
                .post(place + "/copies")
                .then()
                .statusCode(201)
                .body("name", equalTo("berta"))
                .body("mtu", equalTo(1333))
                .body("tags", contains("a"))
                .body("networks", hasSize(0))
                .body("ipv4", not(equalTo(anna.ipv4())))
                .body("publicKey", not(equalTo(anna.publicKey())));
        as(admin)
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post(place + "/copies")
                .then()
                .statusCode(422);
    }

    @Test
    void totals_are_set_to_zero_and_a_handshake_is_forgotten() {
        as(admin).delete(place + "/totals").then().statusCode(204);
        as(admin).get(place).then().body("live.receiveBytes", equalTo(0)).body("live.countedFrom.length()", not(0));
        as(admin).delete(place + "/handshake-timestamp").then().statusCode(204);
    }

    @Test
    void deleting_is_for_good() {
        as(admin).delete(place).then().statusCode(204);
        as(admin).delete(place).then().statusCode(404);
        as(admin).get(place).then().statusCode(404);
    }

    @Test
    void every_action_wants_a_known_peer_a_known_person_and_the_right_role() {
        User auditor = accounts.user(Role.AUDITOR);
        User user = accounts.user(Role.USER);
        for (String action : List.of(
                "PUT activation",
                "DELETE activation",
                "POST key-rotation",
                "POST copies",
                "DELETE totals",
                "DELETE handshake-timestamp",
                "PATCH ",
                "DELETE ")) {
            String method = action.substring(0, action.indexOf(' '));
            String path = action.substring(action.indexOf(' ') + 1);
            String suffix = path.isEmpty() ? "" : "/" + path;
            for (String unknown : List.of(UUID.randomUUID().toString(), "hello")) {
                assertEquals(404, request(as(admin), method, PEERS + unknown + suffix), action);
            }
            assertEquals(401, request(io.restassured.RestAssured.given(), method, place + suffix), action);
            assertEquals(403, request(as(auditor), method, place + suffix), action);
            int stranger = request(as(user), method, place + suffix);
            assertTrue(stranger == 403 || stranger == 404, action + " by a stranger: " + stranger);
        }
        as(user).get(place).then().statusCode(404);
        assertTrue(request(as(admin), "PUT", place) >= 404, "a wrong method");
        as(auditor).get(place).then().statusCode(200);
    }

    @Test
    void a_user_changes_their_own_peer_and_deletes_it_unless_somebody_has_limited_it() {
        User user = accounts.user(Role.USER);
        String own = as(user).contentType(ContentType.JSON)
                .body(Map.of("name", "own", "interface", wg.id()))
                .post("/api/v1/peers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        as(user).contentType(ContentType.JSON)
                .body(Map.of("name", "renamed", "dns", List.of("9.9.9.9")))
                .patch(PEERS + own)
                .then()
                .statusCode(200)
                .body("name", equalTo("renamed"));
        as(user).contentType(ContentType.JSON)
                .body(Map.of("expiresAt", "2099-01-01T00:00:00Z"))
                .patch(PEERS + own)
                .then()
                .statusCode(422);
        as(user).post(PEERS + own + "/key-rotation").then().statusCode(200);
        as(user).put(PEERS + own + "/activation").then().statusCode(403);
        changes.disable(UUID.fromString(own));
        as(user).delete(PEERS + own).then().statusCode(403);
        changes.enable(UUID.fromString(own));
        as(user).delete(PEERS + own).then().statusCode(204);
    }

    @Test
    void a_tag_has_a_colour_by_its_name_until_somebody_chooses_one() {
        String tag = "tag" + wg.listenPort();
        patch(admin, Map.of("tags", List.of(tag)));

        as(admin).get("/api/v1/tags").then().statusCode(200).body("items.name", hasItem(tag));
        as(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("colour", "teal"))
                .put("/api/v1/tags/" + tag)
                .then()
                .statusCode(200)
                .body("colour", equalTo("teal"))
                .body("peers", equalTo(1));
        as(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("colour", "ultraviolet"))
                .put("/api/v1/tags/" + tag)
                .then()
                .statusCode(422);
        as(accounts.user(Role.AUDITOR))
                .contentType(ContentType.JSON)
                .body(Map.of("colour", "red"))
                .put("/api/v1/tags/" + tag)
                .then()
                .statusCode(403);
        as(accounts.user(Role.USER)).get("/api/v1/tags").then().statusCode(200).body("items", hasSize(0));
    }

    private static int request(RequestSpecification by, String method, String path) {
        return by.contentType(ContentType.JSON).body("{}").request(method, path).statusCode();
    }

    private String config() {
        return QuarkusTransaction.requiringNew()
                .call(() -> ClientConfig.of(Peer.findById(anna.id()), true).text());
    }

    private Response patch(User by, Map<String, ?> body) {
        return as(by).contentType(ContentType.JSON).body(body).patch(place);
    }

    private static RequestSpecification as(User user) {
        return PeersApiTest.as(user);
    }
}
