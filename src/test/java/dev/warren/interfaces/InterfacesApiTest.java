package dev.warren.interfaces;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.peers.Roster;
import dev.warren.peers.TestPeers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InterfacesApiTest {

    private static final String PATH = "/api/v1/interfaces";

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    Roster roster;

    private WgInterface wg;

    @BeforeEach
    void anInterface() {
        wg = interfaces.create();
    }

    @Test
    void the_list_has_every_interface_with_how_many_peers_it_has() {
        peers.create(wg, "anna");

        as(Role.AUDITOR)
                .get(PATH + "?limit=500&q=" + wg.name())
                .then()
                .statusCode(200)
                .body("items.find { it.name == '%s' }.peers".formatted(wg.name()), equalTo(1))
                .body("items.find { it.name == '%s' }.publicKey".formatted(wg.name()), equalTo(wg.publicKey()))
                .body("next", nullValue());
    }

    @Test
    void the_list_is_paged_in_every_order_without_loss_or_repetition() {
        interfaces.create();
        interfaces.create();
        for (String sort : new String[] {"name", "-name", "createdAt", "-createdAt", "listenPort", "-listenPort"}) {
            var all = as(Role.ADMIN)
                    .get(PATH + "?limit=500&sort=" + sort)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("items.id", String.class);
            var paged = new ArrayList<String>();
            String after = "";
            do {
                var page = as(Role.ADMIN)
                        .get(PATH + "?limit=2&sort=" + sort + after)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
                paged.addAll(page.getList("items.id", String.class));
                after = page.getString("next") == null ? "" : "&after=" + page.getString("next");
            } while (!after.isEmpty());
            assertEquals(all, paged, sort);
        }
        as(Role.ADMIN).get(PATH + "?sort=colour").then().statusCode(422).body("errors.field", hasItem("sort"));
        as(Role.ADMIN).get(PATH + "?limit=0").then().statusCode(422).body("errors.field", hasItem("limit"));
        as(Role.ADMIN).get(PATH + "?after=nonsense").then().statusCode(422).body("errors.field", hasItem("after"));
        as(Role.ADMIN).get(PATH + "?q=%25").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void one_is_shown_with_its_tag_and_not_again_to_who_has_it() {
        String tag = as(Role.OPERATOR)
                .get(PATH + "/" + wg.id())
                .then()
                .statusCode(200)
                .body("name", equalTo(wg.name()))
                .body("ipv4", equalTo(IpText.of(wg.ipv4())))
                .body("clientAllowedIps", contains("0.0.0.0/0", "::/0"))
                .body("routes", equalTo("auto"))
                .body("running", equalTo(false))
                .extract()
                .header("ETag");

        as(Role.OPERATOR)
                .header("If-None-Match", tag)
                .get(PATH + "/" + wg.id())
                .then()
                .statusCode(304);
        as(Role.OPERATOR).get(PATH + "/" + UUID.randomUUID()).then().statusCode(404);
        as(Role.OPERATOR).get(PATH + "/nonsense").then().statusCode(404);
    }

    @Test
    void no_answer_has_the_private_key() {
        String key = QuarkusTransaction.requiringNew().call(() -> {
            WgInterface stored = WgInterface.findById(wg.id());
            return stored.engineConfig(true).privateKey().base64();
        });

        as(Role.ADMIN).get(PATH + "/" + wg.id()).then().body(not(containsString(key)));
        as(Role.ADMIN).get(PATH + "?limit=500").then().body(not(containsString(key)));
    }

    @Test
    void an_empty_object_makes_an_interface_that_fits_beside_the_others() {
        var suggestion = as(Role.ADMIN)
                .get(PATH + "/suggestion")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var created = as(Role.ADMIN)
                .body("{}")
                .post(PATH)
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .header("ETag", "\"0\"")
                .body("name", equalTo(suggestion.getString("name")))
                .body("listenPort", equalTo(suggestion.getInt("listenPort")))
                .body("ipv4", equalTo(suggestion.getString("ipv4").replace(".0/24", ".1/24")))
                .body("enabled", equalTo(true))
                .extract();

        as(Role.ADMIN).get(created.header("Location")).then().statusCode(200);
        String next = as(Role.ADMIN).get(PATH + "/suggestion").jsonPath().getString("name");
        assertNotEquals(suggestion.getString("name"), next);
        as(Role.ADMIN).delete(created.header("Location")).then().statusCode(204);
    }

    @Test
    void every_field_is_taken_and_shown() {
        String body = """
                {"name": "full", "comment": "all of it", "enabled": false, "listenPort": 39999, "ipv4": "10.200.0.254/24",
                 "ipv6": "fd77::/64", "mtu": 1380, "endpoint": "vpn.example.org:4500",
                 "endpoints": [{"name": "office", "address": "203.0.113.7"}, {"name": "home", "address": "[2001:db8::1]:99"}],
                 "clientDns": ["10.200.0.254", "corp.example"], "clientAllowedIps": ["10.0.0.0/8"], "clientKeepalive": 25,
                 "clientMtu": 1340, "fwmark": 77, "bindDevice": "lo", "routes": "4711", "natIpv4": false, "natIpv6": false,
                 "natDevice": "eth9", "isolation": true}
                """;
        String location = as(Role.ADMIN)
                .body(body)
                .post(PATH)
                .then()
                .statusCode(201)
                .body("comment", equalTo("all of it"))
                .body("ipv4", equalTo("10.200.0.254/24"))
                .body("ipv6", equalTo("fd77::1/64"))
                .body("endpoints.name", contains("home", "office"))
                .body("endpoints.address", contains("[2001:db8::1]:99", "203.0.113.7"))
                .body("clientDns", contains("10.200.0.254", "corp.example"))
                .body("clientMtu", equalTo(1340))
                .body("fwmark", equalTo(77))
                .body("bindDevice", equalTo("lo"))
                .body("routes", equalTo("4711"))
                .body("natDevice", equalTo("eth9"))
                .body("isolation", equalTo(true))
                .extract()
                .header("Location");

        as(Role.ADMIN)
                .body(
                        "{\"clientMtu\": null, \"bindDevice\": null, \"natDevice\": null, \"endpoints\": null, \"ipv6\": null,"
                                + " \"clientDns\": null, \"routes\": \"off\"}")
                .patch(location)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("clientMtu", nullValue())
                .body("bindDevice", nullValue())
                .body("natDevice", nullValue())
                .body("ipv6", nullValue())
                .body("endpoints", hasSize(0))
                .body("clientDns", hasSize(0))
                .body("routes", equalTo("off"))
                .body("comment", equalTo("all of it"))
                .body("clientKeepalive", equalTo(25));
        as(Role.ADMIN).delete(location).then().statusCode(204);
    }

    @Test
    void a_repeated_creation_under_one_key_makes_one_interface() {
        String key = UUID.randomUUID().toString();
        String session = accounts.session(Role.ADMIN);
        String first = creation(session, key, "{}").statusCode(201).extract().header("Location");

        creation(session, key, "{}").statusCode(201).header("Location", first);
        creation(session, key, "{\"comment\":\"other\"}").statusCode(422);
        as(Role.ADMIN).delete(first).then().statusCode(204);
    }

    private static ValidatableResponse creation(String session, String key, String body) {
        return stranger()
                .cookie("warren_session", session)
                .header("Idempotency-Key", key)
                .body(body)
                .post(PATH)
                .then();
    }

    @Test
    void what_is_wrong_is_named_by_its_field_and_nothing_is_stored() {
        as(Role.ADMIN)
                .body("{\"listenPort\": 0, \"mtu\": 70000, \"ipv4\": \"10.0.0.0/31\", \"endpoint\": \"no host\"}")
                .post(PATH)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", hasItem("listenPort"))
                .body("errors.field", hasItem("mtu"))
                .body("errors.field", hasItem("ipv4"))
                .body("errors.field", hasItem("endpoint"));
        for (String body : new String[] {
            "{\"colour\": 1}",
            "{\"listenPort\": \"51820\"}",
            "{\"enabled\": null}",
            "{\"endpoints\": \"office\"}",
            "{\"endpoints\": [{\"name\": \"office\"}]}",
            "{\"endpoints\": [{\"name\": \"default\", \"address\": \"x.example\"}]}",
            "{\"clientDns\": \"1.1.1.1\"}",
            "{\"routes\": \"255\"}",
            "{\"name\": \"" + wg.name().toUpperCase(Locale.ROOT) + "\"}",
            "{\"listenPort\": " + wg.listenPort() + "}",
            "{\"ipv4\": \"" + IpText.of(wg.ipv4()) + "\"}"
        }) {
            as(Role.ADMIN).body(body).post(PATH).then().statusCode(422).body("errors", hasSize(1));
        }
        as(Role.ADMIN).body("[]").post(PATH).then().statusCode(400);
        as(Role.ADMIN).body("{").post(PATH).then().statusCode(400);
    }

    @Test
    void a_network_behind_a_peer_can_be_no_interfaces_range() {
        peers.createSite(interfaces.create(), "site", "172.29.7.0/24");

        as(Role.ADMIN)
                .body("{\"ipv4\": \"172.29.0.0/16\"}")
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("172.29.7.0/24, a network behind site"));
    }

    @Test
    void an_endpoint_can_be_chosen_for_a_peer_by_its_name_and_stays_while_it_is() {
        String peer = "/api/v1/peers/" + peers.create(wg, "anna").id();
        as(Role.ADMIN)
                .body("{\"endpoints\": [{\"name\": \"office\", \"address\": \"203.0.113.7\"}]}")
                .patch(PATH + "/" + wg.id())
                .then()
                .statusCode(200);

        as(Role.ADMIN)
                .body("{\"endpoint\": \"Office\"}")
                .patch(peer)
                .then()
                .statusCode(200)
                .body("endpoint", equalTo("office"))
                .body("effective.endpoint", equalTo("203.0.113.7:" + wg.listenPort()));

        as(Role.ADMIN)
                .body("{\"endpoints\": []}")
                .patch(PATH + "/" + wg.id())
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("endpoints"));
        as(Role.ADMIN).body("{\"endpoint\": null}").patch(peer).then().statusCode(200);
        as(Role.ADMIN)
                .body("{\"endpoints\": []}")
                .patch(PATH + "/" + wg.id())
                .then()
                .statusCode(200);
    }

    @Test
    void a_change_of_another_version_than_the_one_that_was_seen_is_refused() {
        as(Role.ADMIN)
                .header("If-Match", "\"7\"")
                .body("{\"comment\": \"x\"}")
                .patch(PATH + "/" + wg.id())
                .then()
                .statusCode(412);
        as(Role.ADMIN)
                .header("If-Match", "\"0\"")
                .body("{\"comment\": \"x\"}")
                .patch(PATH + "/" + wg.id())
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("comment", equalTo("x"));
        as(Role.ADMIN)
                .header("If-Match", "\"0\"")
                .delete(PATH + "/" + wg.id())
                .then()
                .statusCode(412);
        as(Role.ADMIN).body("{}").patch(PATH + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void a_range_with_peers_in_it_is_renumbered_and_not_just_changed() {
        peers.create(wg, "anna");

        as(Role.ADMIN)
                .body("{\"ipv4\": \"10.251.0.0/24\"}")
                .patch(PATH + "/" + wg.id())
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("renumber the interface"));
    }

    @Test
    void hooks_are_refused_while_they_are_switched_off() {
        as(Role.ADMIN)
                .body("{\"postUp\": \"reboot\"}")
                .patch(PATH + "/" + wg.id())
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("WARREN_HOOKS=true"));
    }

    @Test
    void an_interface_with_peers_goes_only_when_its_name_says_so_and_its_peers_go_with_it() {
        UUID peer = peers.create(wg, "anna").id();
        as(Role.ADMIN)
                .delete(PATH + "/" + wg.id())
                .then()
                .statusCode(409)
                .body("detail", endsWith("confirm=" + wg.name() + "."));
        as(Role.ADMIN).delete(PATH + "/" + wg.id() + "?confirm=wrong").then().statusCode(409);

        as(Role.ADMIN)
                .delete(PATH + "/" + wg.id() + "?confirm=" + wg.name())
                .then()
                .statusCode(204);

        as(Role.ADMIN).get(PATH + "/" + wg.id()).then().statusCode(404);
        as(Role.ADMIN).delete(PATH + "/" + wg.id()).then().statusCode(404);
        assertTrue(roster.find(peer).isEmpty());
    }

    @Test
    void only_administrators_change_and_no_user_sees_interfaces() {
        for (Role role : new Role[] {Role.OPERATOR, Role.AUDITOR, Role.USER}) {
            as(role).body("{}").post(PATH).then().statusCode(403);
            as(role).body("{}").patch(PATH + "/" + wg.id()).then().statusCode(403);
            as(role).delete(PATH + "/" + wg.id()).then().statusCode(403);
            as(role).get(PATH + "/suggestion").then().statusCode(403);
        }
        as(Role.USER).get(PATH).then().statusCode(403);
        as(Role.USER).get(PATH + "/" + wg.id()).then().statusCode(403);
    }

    @Test
    void who_is_not_signed_in_gets_401() {
        stranger().get(PATH).then().statusCode(401).contentType("application/problem+json");
        stranger().body("{}").post(PATH).then().statusCode(401);
        stranger().body("{}").patch(PATH + "/" + wg.id()).then().statusCode(401);
        stranger().delete(PATH + "/" + wg.id()).then().statusCode(401);
    }

    @Test
    void another_site_can_not_change_anything_by_the_visitors_cookie() {
        as(Role.ADMIN)
                .header("Sec-Fetch-Site", "cross-site")
                .body("{}")
                .post(PATH)
                .then()
                .statusCode(403);
        as(Role.ADMIN)
                .header("Sec-Fetch-Site", "cross-site")
                .delete(PATH + "/" + wg.id())
                .then()
                .statusCode(403);
    }

    @Test
    void a_method_that_there_is_not_is_405() {
        as(Role.ADMIN).body("{}").put(PATH).then().statusCode(405);
        as(Role.ADMIN).body("{}").post(PATH + "/" + wg.id()).then().statusCode(405);
    }

    @Test
    void a_change_is_in_the_audit_log_with_what_was_before() {
        as(Role.ADMIN)
                .body("{\"mtu\": 1400}")
                .patch(PATH + "/" + wg.id())
                .then()
                .statusCode(200);

        String line = QuarkusTransaction.requiringNew().call(() -> (String) WgInterface.getEntityManager()
                .createNativeQuery("select before::text || after::text from audit_log where action ="
                        + " 'interface.changed' and subject_id = :id")
                .setParameter("id", wg.id().toString())
                .getSingleResult());
        assertTrue(line.contains("\"mtu\": 1420") && line.contains("\"mtu\": 1400"), line);
        assertTrue(!line.contains("\"name\""), line);
    }

    @Test
    void the_openapi_document_has_an_example_for_it() {
        given().accept(ContentType.JSON)
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/interfaces'.post.summary", equalTo("Create an interface"))
                .body("paths.'/api/v1/interfaces/{id}'.get.tags", hasItem("Interfaces"))
                .body("paths.size()", greaterThanOrEqualTo(5));
    }

    private RequestSpecification as(Role role) {
        return stranger().cookie("warren_session", accounts.session(role));
    }

    private static RequestSpecification stranger() {
        return given().accept(ContentType.JSON).contentType(ContentType.JSON);
    }
}
