package dev.warren.interfaces;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.peers.TestPeers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InterfacePagesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    private WgInterface wg;

    @BeforeEach
    void anInterface() {
        wg = interfaces.create();
    }

    @Test
    void the_list_and_the_page_show_it_and_what_keeps_it_from_running() {
        as(Role.AUDITOR)
                .get("/interfaces")
                .then()
                .statusCode(200)
                .body(containsString(wg.name()))
                .body(containsString("Tunnels are switched off"));
        as(Role.AUDITOR)
                .get("/interfaces/" + wg.id())
                .then()
                .statusCode(200)
                .body(containsString(wg.publicKey()))
                .body(containsString("Not running"));
    }

    @Test
    void no_page_has_the_private_key() {
        String privateKey = QuarkusTransaction.requiringNew().call(() -> {
            WgInterface stored = WgInterface.findById(wg.id());
            return stored.engineConfig(true).privateKey().base64();
        });

        as(Role.ADMIN).get("/interfaces/" + wg.id()).then().body(not(containsString(privateKey)));
    }

    @Test
    void an_administrator_changes_it() {
        change(Map.of("endpoint", "other.example.org", "clientDns", "9.9.9.9"))
                .then()
                .statusCode(303);

        WgInterface changed = stored();
        assertEquals("other.example.org", changed.endpoint().toString());
        assertEquals("9.9.9.9", changed.clientDns().toString());
    }

    @Test
    void the_form_has_isolation_routing_table_and_further_endpoints() {
        change(Map.of("isolation", "true", "routes", "4711", "endpoints", "office = 203.0.113.7"))
                .then()
                .statusCode(303);

        as(Role.ADMIN)
                .get("/interfaces/" + wg.id())
                .then()
                .body(containsString("office = 203.0.113.7"))
                .body(containsString("value=\"4711\""));
        assertTrue(stored().isolation());
    }

    @Test
    void a_bad_value_brings_the_form_back_and_changes_nothing() {
        change(Map.of("listenPort", "99999")).then().statusCode(422).body(containsString("listenPort-error"));

        assertEquals(wg.listenPort(), stored().listenPort());
    }

    @Test
    void name_port_and_range_of_another_interface_are_refused_at_their_fields() {
        WgInterface other = interfaces.create();
        change(Map.of("name", other.name().toUpperCase()))
                .then()
                .statusCode(422)
                .body(containsString("name-error"));
        change(Map.of("listenPort", String.valueOf(other.listenPort())))
                .then()
                .statusCode(422)
                .body(containsString("listenPort-error"));
        change(Map.of("ipv4", IpText.of(other.ipv4()))).then().statusCode(422).body(containsString("ipv4-error"));
    }

    @Test
    void a_range_with_peers_in_it_stays() {
        peers.create(wg, "anna");

        change(Map.of("ipv4", "10.250.0.1/24")).then().statusCode(422).body(containsString("renumber the interface"));
    }

    @Test
    void the_suggested_interface_is_made_by_one_button_and_deleted_by_its_name() {
        String form = as(Role.ADMIN)
                .get("/interfaces/new")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        WgInterface like = interfaces.create();
        String suggested = form.replaceFirst("(?s).*name=\"name\"[^>]*value=\"([^\"]*)\".*", "$1");
        String location = as(Role.ADMIN)
                .formParams(fields(Map.of(
                        "name",
                        suggested,
                        "listenPort",
                        String.valueOf(like.listenPort() + 10_000),
                        "ipv4",
                        "172.31.99.0/24",
                        "ipv6",
                        "fd31:99::/64")))
                .post("/interfaces")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        as(Role.ADMIN)
                .formParams(fields(Map.of("name", suggested)))
                .post("/interfaces")
                .then()
                .statusCode(422)
                .body(containsString("aria-invalid"));

        as(Role.ADMIN).get(location + "/deletion").then().statusCode(200).body(containsString("no peers"));
        as(Role.ADMIN).post(location + "/deletion").then().statusCode(303);
        as(Role.ADMIN).get(location).then().statusCode(404);
    }

    @Test
    void an_interface_with_peers_is_deleted_only_with_its_name() {
        peers.create(wg, "anna");

        as(Role.ADMIN)
                .post("/interfaces/" + wg.id() + "/deletion")
                .then()
                .statusCode(409)
                .body(containsString("confirm-error"));
        as(Role.ADMIN)
                .formParam("confirm", wg.name())
                .post("/interfaces/" + wg.id() + "/deletion")
                .then()
                .statusCode(303);
        as(Role.ADMIN).get("/interfaces/" + wg.id()).then().statusCode(404);
    }

    @Test
    void renumbering_shows_who_gets_which_address_and_then_does_it() {
        peers.create(wg, "anna");
        String path = "/interfaces/" + wg.id() + "/renumbering";

        as(Role.ADMIN).get(path).then().statusCode(200).body(containsString(IpText.of(wg.ipv4())));
        as(Role.ADMIN)
                .queryParam("ipv4", "10.251.7.0/24")
                .get(path)
                .then()
                .statusCode(200)
                .body(containsString("anna"))
                .body(containsString("10.251.7.2"))
                .body(containsString("data-one-step=\"One peer gets its new address. It is one step"));
        assertEquals(wg.ipv4(), stored().ipv4(), "a look changes nothing");
        as(Role.ADMIN)
                .queryParam("ipv4", "nonsense")
                .get(path)
                .then()
                .statusCode(422)
                .body(containsString("ipv4-error"));
        as(Role.ADMIN).formParam("ipv4", "10.251.7.0/24").post(path).then().statusCode(303);
        assertEquals("10.251.7.1/24", IpText.of(stored().ipv4()));
    }

    @Test
    void it_goes_down_and_up_and_gets_another_key() {
        String path = "/interfaces/" + wg.id();
        as(Role.ADMIN)
                .formParam("enabled", "false")
                .post(path + "/activation")
                .then()
                .statusCode(303);
        assertFalse(stored().enabled());
        as(Role.ADMIN).post(path + "/restart").then().statusCode(303);
        assertFalse(stored().enabled(), "whoever has switched it off does not mean a restart");
        as(Role.ADMIN)
                .formParam("enabled", "true")
                .post(path + "/activation")
                .then()
                .statusCode(303);
        long version = stored().version();
        as(Role.ADMIN).post(path + "/restart").then().statusCode(303);
        assertEquals(version, stored().version(), "it was never off, so it can't stay off");

        as(Role.ADMIN).get(path + "/key-rotation").then().statusCode(200);
        as(Role.ADMIN)
                .formParam("privateKey", "short")
                .post(path + "/key-rotation")
                .then()
                .statusCode(422)
                .body(containsString("privateKey-error"));
        as(Role.ADMIN).post(path + "/key-rotation").then().statusCode(303);
        assertNotEquals(wg.publicKey(), stored().publicKey());
    }

    @Test
    void only_administrators_change_interfaces() {
        for (Role role : new Role[] {Role.OPERATOR, Role.AUDITOR, Role.USER}) {
            as(role).formParam("name", "x")
                    .post("/interfaces/" + wg.id())
                    .then()
                    .statusCode(403);
        }
        as(Role.USER).get("/interfaces").then().statusCode(403);
        browser().get("/interfaces").then().statusCode(anyOf(is(302), is(303)));
    }

    @Test
    void an_unknown_interface_is_404() {
        as(Role.ADMIN).get("/interfaces/" + UUID.randomUUID()).then().statusCode(404);
        as(Role.ADMIN)
                .formParams(fields(Map.of()))
                .post("/interfaces/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    private Response change(Map<String, String> changes) {
        return as(Role.ADMIN).formParams(fields(changes)).post("/interfaces/" + wg.id());
    }

    private Map<String, String> fields(Map<String, String> changes) {
        InterfaceForm form = InterfaceForm.of(wg);
        var fields = new HashMap<>(Map.of(
                "name", form.name(),
                "enabled", "true",
                "listenPort", form.listenPort(),
                "ipv4", form.ipv4(),
                "ipv6", form.ipv6(),
                "mtu", form.mtu(),
                "endpoint", form.endpoint(),
                "clientAllowedIps", form.clientAllowedIps(),
                "clientKeepalive", form.clientKeepalive(),
                "fwmark", form.fwmark()));
        fields.putAll(changes);
        return fields;
    }

    private WgInterface stored() {
        return QuarkusTransaction.requiringNew().call(() -> WgInterface.findById(wg.id()));
    }

    private RequestSpecification as(Role role) {
        return browser().cookie("warren_session", accounts.session(role));
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false).accept("text/html");
    }
}
