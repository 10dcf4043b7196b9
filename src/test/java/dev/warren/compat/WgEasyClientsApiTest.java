package dev.warren.compat;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.TestPeers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WgEasyClientsApiTest {

    private static int count;

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    private User admin;
    private String name;
    private long id;

    @BeforeEach
    void aClient() {
        interfaces.create();
        admin = accounts.user(Role.ADMIN);
        name = "client" + ++count;
        id = create(name);
    }

    @Test
    void the_list_has_every_field_and_no_secret() {
        var client = basic().queryParam("filter", name)
                .get("/api/client")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("name", hasItem(name))
                .extract()
                .jsonPath()
                .<Map<String, Object>>getList("findAll { it.name == '" + name + "' }")
                .getFirst();

        assertThat(client, hasEntry("id", (Object) (int) id));
        for (String field : new String[] {
            "enabled",
            "ipv4Address",
            "ipv6Address",
            "publicKey",
            "createdAt",
            "updatedAt",
            "expiresAt",
            "allowedIps",
            "serverAllowedIps",
            "persistentKeepalive",
            "mtu",
            "dns",
            "latestHandshakeAt",
            "endpoint",
            "transferRx",
            "transferTx",
            "oneTimeLink"
        }) {
            assertThat(client, hasKey(field));
        }
        assertThat(client, not(hasKey("privateKey")));
        assertThat(
                (String) client.get("createdAt"),
                matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
    }

    @Test
    void the_list_is_filtered_and_turned_round() {
        create(name + "x");
        basic().queryParam("filter", name.toUpperCase())
                .queryParam("sort", "desc")
                .get("/api/client")
                .then()
                .body("[0].name", equalTo(name + "x"))
                .body("name", everyItem(startsWith(name)));
    }

    @Test
    void one_client_comes_with_its_keys() {
        basic().get("/api/client/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo((int) id))
                .body("privateKey.length()", equalTo(44))
                .body("preSharedKey.length()", equalTo(44));
    }

    @Test
    void an_expiry_is_kept_and_null_is_none() {
        long expiring = body(Map.of("name", name + "e", "expiresAt", "2099-12-31T22:59:59.000Z"))
                .post("/api/client")
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .extract()
                .jsonPath()
                .getLong("clientId");
        basic().get("/api/client/" + expiring).then().body("expiresAt", equalTo("2099-12-31T22:59:59.000Z"));
        basic().get("/api/client/" + id).then().body("expiresAt", nullValue());
    }

    @Test
    void a_change_sends_back_all_that_was_read_and_only_what_differs_changes() {
        Map<String, Object> client = new HashMap<>(
                basic().get("/api/client/" + id).then().extract().jsonPath().getMap(""));
        client.put("name", name + " B.");
        client.put("allowedIps", new String[] {"10.0.0.0/8"});
        client.put("serverAllowedIps", new String[] {TestPeers.network()});
        client.put("dns", null);

        body(client).post("/api/client/" + id).then().statusCode(200).body("success", equalTo(true));

        basic().get("/api/client/" + id)
                .then()
                .body("name", equalTo(name + " B."))
                .body("allowedIps", equalTo(List.of("10.0.0.0/8")))
                .body("ipv4Address", equalTo(client.get("ipv4Address")))
                .body("publicKey", equalTo(client.get("publicKey")))
                .body("mtu", equalTo(1420))
                .body("dns", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expiresAt|not a date",
                "ipv4Address|fd00::7",
                "ipv6Address|10.8.0.7",
                "ipv4Address|192.0.2.1",
                "mtu|12",
                "serverEndpoint|not a host"
            })
    void a_bad_value_is_refused_with_400_and_a_sentence(String field, String value) {
        body(Map.of(field, field.equals("mtu") ? Integer.valueOf(value) : value))
                .post("/api/client/" + id)
                .then()
                .statusCode(400)
                .body("statusCode", equalTo(400))
                .body("statusMessage", notNullValue())
                .body("data.size()", equalTo(1));
    }

    @Test
    void lists_of_bad_values_and_values_of_the_wrong_type_are_refused() {
        for (Map<String, ?> bad : List.of(
                Map.of("dns", new String[] {"not a dns server!"}),
                Map.of("allowedIps", new String[] {"hello"}),
                Map.of("allowedIps", "10.0.0.0/8"),
                Map.of("enabled", "yes"),
                Map.of("name", 5),
                Map.of("mtu", "1400"))) {
            body(bad).post("/api/client/" + id).then().statusCode(400).body("error", equalTo(true));
        }
        basic().body("[]")
                .contentType(ContentType.JSON)
                .post("/api/client")
                .then()
                .statusCode(400);
        basic().body("{nonsense")
                .contentType(ContentType.JSON)
                .post("/api/client")
                .then()
                .statusCode(400);
    }

    @Test
    void a_name_that_is_taken_or_too_long_is_refused() {
        body(Map.of("name", name.toUpperCase()))
                .post("/api/client")
                .then()
                .statusCode(400)
                .body("data.name", notNullValue());
        body(Map.of("name", "x".repeat(5_000))).post("/api/client").then().statusCode(400);
    }

    @Test
    void a_client_is_disabled_and_enabled() {
        basic().post("/api/client/" + id + "/disable").then().statusCode(200).body("success", equalTo(true));
        basic().get("/api/client/" + id).then().body("enabled", equalTo(false));
        basic().post("/api/client/" + id + "/enable").then().statusCode(200);
        basic().get("/api/client/" + id).then().body("enabled", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "hello", "00000000-0000-7000-8000-000000000000", "99999999999999999999999"})
    void an_unknown_id_is_404_on_every_action(String unknown) {
        for (String action : new String[] {"/enable", "/disable", "/generateOneTimeLink"}) {
            basic().post("/api/client/" + unknown + action)
                    .then()
                    .statusCode(404)
                    .body("statusCode", equalTo(404));
        }
        basic().get("/api/client/" + unknown).then().statusCode(404);
        basic().get("/api/client/" + unknown + "/configuration").then().statusCode(404);
        basic().delete("/api/client/" + unknown).then().statusCode(404);
    }

    @Test
    void the_configuration_and_its_qr_code_are_handed_out() {
        basic().get("/api/client/" + id + "/configuration")
                .then()
                .statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=\"" + name + ".conf\""))
                .body(startsWith("[Interface]"));
        basic().get("/api/client/" + id + "/qrcode.svg").then().statusCode(200).contentType("image/svg+xml");
    }

    @Test
    void a_one_time_link_works_once_and_needs_no_account() {
        String link = basic().post("/api/client/" + id + "/generateOneTimeLink")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("oneTimeLink");

        given().get("/cnf/" + link).then().statusCode(200).body(startsWith("[Interface]"));
        given().get("/cnf/" + link).then().statusCode(404);
        given().get("/cnf/guess").then().statusCode(404);
    }

    @Test
    void deleting_is_for_good() {
        basic().delete("/api/client/" + id).then().statusCode(200).body("success", equalTo(true));
        basic().delete("/api/client/" + id).then().statusCode(404);
    }

    @Test
    void nobody_gets_in_without_credentials_and_a_user_sees_no_client() {
        given().get("/api/client").then().statusCode(401);
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "x"))
                .post("/api/client")
                .then()
                .statusCode(401);
        basic(accounts.user(Role.USER)).get("/api/client").then().statusCode(403);
        basic(accounts.user(Role.AUDITOR)).get("/api/client").then().statusCode(200);
        basic(accounts.user(Role.AUDITOR)).get("/api/client/" + id).then().statusCode(403);
        basic(accounts.user(Role.AUDITOR)).delete("/api/client/" + id).then().statusCode(403);
    }

    private long create(String newName) {
        return body(Map.of("name", newName))
                .post("/api/client")
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .extract()
                .jsonPath()
                .getLong("clientId");
    }

    private RequestSpecification body(Map<String, ?> body) {
        return basic().contentType(ContentType.JSON).body(body);
    }

    private RequestSpecification basic() {
        return basic(admin);
    }

    private static RequestSpecification basic(User user) {
        return given().auth().preemptive().basic(user.name(), TestAccounts.PASSWORD);
    }
}
