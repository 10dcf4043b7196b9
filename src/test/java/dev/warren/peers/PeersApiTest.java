package dev.warren.peers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import dev.warren.engine.key.PrivateKey;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PeersApiTest {

    private static final String PEERS = "/api/v1/peers";

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    InstantSource clock;

    private WgInterface wg;
    private User admin;
    private User user;

    @BeforeEach
    void anInterface() {
        wg = interfaces.create();
        admin = accounts.user(Role.ADMIN);
        user = accounts.user(Role.USER);
    }

    @Test
    void a_name_makes_a_peer_with_keys_and_addresses_and_tells_where_it_is() {
        var answer = post(admin, Map.of("name", "anna", "interface", wg.id()))
                .then()
                .statusCode(201)
                .header("ETag", equalTo("\"0\""))
                .body("name", equalTo("anna"))
                .body("ipv4", endsWith(".2"))
                .body("ipv6", endsWith("::2"))
                .body("publicKey.length()", equalTo(44))
                .body("ownKey", equalTo(false))
                .body("presharedKey", equalTo(true))
                .body("allowedIps", nullValue())
                .body("effective.allowedIps", contains("0.0.0.0/0", "::/0"))
                .body("state", equalTo("never"))
                .body("interface.name", equalTo(wg.name()))
                .extract();

        String place = answer.header("Location");
        as(admin).get(place).then().statusCode(200).body("name", equalTo("anna"));
        assertFalse(answer.body().asString().contains("privateKey"), "a secret");
    }

    @Test
    void everything_that_can_be_set_is_set_and_shown_again() {
        Map<String, Object> wish = Map.ofEntries(
                Map.entry("interface", wg.id()),
                Map.entry("name", "site"),
                Map.entry("notes", "in the cellar"),
                Map.entry("tags", List.of("Sites", "berlin")),
                Map.entry("owner", user.name()),
                Map.entry("allowedIps", "except private"),
                Map.entry("dns", List.of("9.9.9.9", "lan.example")),
                Map.entry("mtu", 1380),
                Map.entry("keepalive", 25),
                Map.entry("networks", List.of(TestPeers.network())),
                Map.entry("peerEndpoint", "198.51.100.7:51820"),
                Map.entry("responder", true),
                Map.entry("postUp", "echo up"),
                Map.entry("killSwitch", "lan"),
                Map.entry("expiresAt", "2099-12-31T23:00:00Z"),
                Map.entry("hours", "00:00-24:00"),
                Map.entry("zone", "Europe/Berlin"),
                Map.entry(
                        "quota",
                        Map.of("bytes", 5_000_000_000L, "period", "week", "counts", "sent", "action", "notify")));

        post(admin, wish)
                .then()
                .statusCode(201)
                .body("tags", contains("berlin", "sites"))
                .body("owner.name", equalTo(user.name()))
                .body("allowedIps", equalTo("except private"))
                .body("effective.allowedIps", hasItem("8.0.0.0/7"))
                .body("dns", contains("9.9.9.9", "lan.example"))
                .body("mtu", equalTo(1380))
                .body("peerEndpoint", equalTo("198.51.100.7:51820"))
                .body("responder", equalTo(true))
                .body("killSwitch", equalTo("lan"))
                .body("expiresAt", equalTo("2099-12-31T23:00:00Z"))
                .body("hours", equalTo("mon-sun 00:00-24:00"))
                .body("zone", equalTo("Europe/Berlin"))
                .body("quota.bytes", equalTo(5_000_000_000L))
                .body("quota.period", equalTo("week"))
                .body("quota.used", equalTo(0))
                .body("quota.endsAt", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|5",
                "nmae|anna",
                "tags|anna",
                "mtu|large",
                "enabled|yes",
                "owner|nobody at all",
                "peerEndpoint|site.example.org",
                "hours|always",
                "zone|Europe/Atlantis",
                "quota|much",
                "killSwitch|perhaps",
                "interface|wg0"
            })
    void a_bad_value_is_refused_with_its_field(String field, String value) {
        Object typed = value.equals("5") ? (Object) 5 : value;
        Map<String, Object> wish = new HashMap<>(Map.of("name", "bad", "interface", wg.id()));
        wish.put(field, typed);

        post(admin, wish)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field))
                .body("detail", notNullValue());
    }

    @Test
    void throttling_is_refused_with_the_reason() {
        post(admin, Map.of("name", "x", "interface", wg.id(), "quota", Map.of("bytes", 1, "action", "throttle")))
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("rate limit"));
    }

    @Test
    void a_creation_that_is_repeated_with_its_key_makes_one_peer() {
        String first = repeatable("k-" + wg.id())
                .body(Map.of("name", "once", "interface", wg.id()))
                .post(PEERS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String second = repeatable("k-" + wg.id())
                .body(Map.of("name", "once", "interface", wg.id()))
                .post(PEERS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertEquals(first, second);
        repeatable("k-" + wg.id())
                .body(Map.of("name", "other", "interface", wg.id()))
                .post(PEERS)
                .then()
                .statusCode(422);
    }

    @Test
    void a_list_is_read_page_by_page_in_every_order() {
        for (String name : List.of("delta", "Alpha", "charlie", "bravo", "echo")) {
            post(admin, Map.of("name", name, "interface", wg.id())).then().statusCode(201);
        }
        assertEquals(List.of("Alpha", "bravo", "charlie", "delta", "echo"), names("name"));
        assertEquals(List.of("echo", "delta", "charlie", "bravo", "Alpha"), names("-name"));
        assertEquals(List.of("delta", "Alpha", "charlie", "bravo", "echo"), names("address"));
        assertEquals(List.of("delta", "Alpha", "charlie", "bravo", "echo"), names("created"));
        assertEquals(5, names("-handshake").size());
        assertEquals(5, names("received").size());
        assertEquals(5, names("-sent").size());
    }

    @Test
    void a_list_is_searched_and_filtered() {
        String tag = "t" + wg.listenPort();
        JsonPath phone = post(admin, Map.of("name", "phone", "interface", wg.id(), "tags", List.of(tag)))
                .jsonPath();
        post(admin, Map.of("name", "laptop", "interface", wg.id(), "owner", user.name(), "enabled", false));
        post(admin, Map.of("name", "old", "interface", wg.id(), "hours", closed(clock.instant()), "zone", "UTC"));

        assertEquals(List.of("phone"), found("q", "PHON"));
        assertEquals(List.of("phone"), found("q", phone.getString("ipv4")));
        assertEquals(List.of("phone"), found("q", phone.getString("publicKey")));
        assertEquals(List.of("phone"), found("q", tag));
        assertEquals(List.of(), found("q", "%"));
        assertEquals(List.of("phone"), found("tag", tag));
        assertEquals(List.of("laptop"), found("owner", user.id().toString()));
        assertEquals(List.of("old", "phone"), found("owner", "none"));
        assertEquals(List.of("laptop"), found("enabled", "false"));
        assertEquals(List.of("laptop"), found("state", "disabled"));
        assertEquals(List.of("phone"), found("state", "never"));
        assertEquals(List.of("old"), found("state", "outside-window"));
        assertEquals(List.of(), found("state", "online"));
        assertEquals(List.of(), found("state", "expired"));
        assertEquals(List.of(), found("state", "over-quota"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit,0",
        "limit,many",
        "sort,colour",
        "after,made-up",
        "state,sleepy",
        "enabled,perhaps",
        "interface,wg0"
    })
    void what_a_list_can_not_be_asked_for_is_refused(String parameter, String value) {
        as(admin)
                .queryParam(parameter, value)
                .get(PEERS)
                .then()
                .statusCode(422)
                .body("errors.field", hasItem(parameter));
    }

    @Test
    void nobody_gets_in_without_signing_in_and_an_auditor_changes_nothing() {
        User auditor = accounts.user(Role.AUDITOR);
        given().get(PEERS).then().statusCode(401);
        given().contentType(ContentType.JSON).body("{}").post(PEERS).then().statusCode(401);
        as(auditor).get(PEERS).then().statusCode(200);
        post(auditor, Map.of("name", "x", "interface", wg.id())).then().statusCode(403);
        as(admin).put(PEERS).then().statusCode(405);
    }

    @Test
    void a_user_makes_peers_of_their_own_up_to_the_limit_and_sees_no_others() {
        post(admin, Map.of("name", "not theirs", "interface", wg.id()));
        for (int i = 0; i < 5; i++) {
            post(user, Map.of("name", "own " + i, "interface", wg.id()))
                    .then()
                    .statusCode(201)
                    .body("owner.name", equalTo(user.name()));
        }
        post(user, Map.of("name", "too many", "interface", wg.id())).then().statusCode(409);

        as(user).get(PEERS).then().body("items", hasSize(5)).body("items.name", not(hasItem("not theirs")));
    }

    @ParameterizedTest
    @CsvSource({
        "expiresAt,2099-01-01T00:00:00Z",
        "ipv4,10.0.0.9",
        "networks,10.9.0.0/16",
        "owner,x",
        "tags,x",
        "enabled,x"
    })
    void a_user_sets_nothing_that_reaches_beyond_their_own_device(String field, String value) {
        Object typed = switch (field) {
            case "networks", "tags" -> List.of(value);
            case "enabled" -> Boolean.TRUE;
            default -> value;
        };
        post(user, Map.of("name", "x", "interface", wg.id(), field, typed))
                .then()
                .statusCode(422)
                .body("errors.field", hasItem(field));
    }

    @Test
    void a_user_has_a_key_of_their_own_that_warren_never_sees() {
        String key = PrivateKey.generate().publicKey().base64();

        post(user, Map.of("name", "own key", "interface", wg.id(), "publicKey", key, "presharedKey", false))
                .then()
                .statusCode(201)
                .body("publicKey", equalTo(key))
                .body("ownKey", equalTo(true))
                .body("presharedKey", equalTo(false));
    }

    private List<String> names(String sort) {
        List<String> names = new ArrayList<>();
        String after = null;
        do {
            RequestSpecification request = as(admin)
                    .queryParam("interface", wg.id())
                    .queryParam("sort", sort)
                    .queryParam("limit", 2);
            JsonPath page = (after == null ? request : request.queryParam("after", after))
                    .get(PEERS)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            names.addAll(page.getList("items.name"));
            after = page.getString("next");
        } while (after != null);
        return names;
    }

    private List<String> found(String parameter, String value) {
        return as(admin)
                .queryParam("interface", wg.id())
                .queryParam(parameter, value)
                .get(PEERS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.name");
    }

    /// A window in UTC that is closed at this time, and for hours before and after it.
    static String closed(Instant now) {
        int hour = (now.atZone(ZoneOffset.UTC).getHour() + 12) % 24;
        return "%02d:00-%02d:01".formatted(hour, hour);
    }

    private RequestSpecification repeatable(String key) {
        return as(admin).contentType(ContentType.JSON).header("Idempotency-Key", key);
    }

    private static Response post(User by, Map<String, ?> body) {
        return as(by).contentType(ContentType.JSON).body(body).post(PEERS);
    }

    static RequestSpecification as(User user) {
        return given().auth().preemptive().basic(user.name(), TestAccounts.PASSWORD);
    }
}
