package dev.warren.imports;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.engine.key.PrivateKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportsApiTest {

    private static final String PATH = "/api/v1/interfaces/import";
    private static final String NAME = "imported0";

    @Inject
    TestAccounts accounts;

    private String session;
    private final List<String> made = new ArrayList<>();

    @BeforeEach
    void administrator() {
        session = accounts.session(Role.ADMIN);
    }

    @AfterEach
    void clean() {
        made.forEach(path -> as(session).delete(path + "?confirm=" + NAME));
    }

    @Test
    void a_server_of_wg_quick_comes_with_its_key_and_its_peers() {
        String file = ForeignFiles.text("wg-quick.conf");
        String path = made(post(PATH, file));
        as(session)
                .get(path)
                .then()
                .body("name", equalTo(NAME))
                .body("listenPort", equalTo(51_961))
                .body("mtu", equalTo(1400))
                .body("publicKey", equalTo(publicKey(file)));
        peers(path)
                .body("items.name", contains("10.61.0.9", "lisbon", "phone of Anna"))
                .body("items.ipv4", contains("10.61.0.9", "10.61.0.3", "10.61.0.2"))
                .body("items[1].networks", contains("192.168.61.0/24"))
                .body("items[1].peerEndpoint", equalTo("lisbon.example.org:51820"))
                .body("items[2].ipv6", equalTo("fd61::2"));
    }

    @Test
    void what_pivpn_has_disabled_stays_so_and_every_preshared_key_goes_on() {
        String file = ForeignFiles.text("pivpn.conf");
        String path = made(post(PATH, file));
        peers(path)
                .body("items.name", contains("laptop-bert", "phone", "tablet"))
                .body("items.enabled", contains(false, true, true));
        config(path, "phone").body(containsString(value(file, "PresharedKey")));
    }

    @Test
    void with_the_private_keys_of_wg_easy_configurations_are_shown_as_before() {
        String file = ForeignFiles.text("wg0.json");
        // The file names no port, and another test may have an interface at the usual one.
        String path = made(as(session)
                .body(Map.of("file", file, "name", NAME, "endpoint", "vpn.example.org", "listenPort", 51_965))
                .post(PATH)
                .then());
        peers(path).body("items.name", contains("Emil’s phone", "old laptop"));
        String key = file.lines()
                .filter(line -> line.contains("privateKey"))
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split("\"")[3];
        config(path, "Emil’s phone").body(containsString("PrivateKey = " + key));
    }

    @Test
    void a_preview_makes_nothing_and_says_what_is_left_out() {
        post(PATH + "/preview", ForeignFiles.text("easy-wg-quick.conf"))
                .statusCode(200)
                .body("possible", equalTo(true))
                .body("peers.name", contains("dora", "11"))
                .body("peers.line", contains(11, 17))
                .body("addresses", contains("10.64.0.1/24", "fd64::1/64"))
                .body("leftOut.line", contains(7, 8))
                .body("leftOut.reason", contains("commands", "commands"))
                .body("errors", hasSize(0));
        as(session).get("/api/v1/interfaces?q=" + NAME).then().body("items", hasSize(0));
    }

    @Test
    void everything_that_is_wrong_is_told_by_its_line_and_nothing_is_made() {
        String good = PrivateKey.generate().publicKey().base64();
        String file = """
                [Interface]
                PrivateKey = short
                Address = 10.66.0.1/24
                ListenPort = 51966
                [Peer]
                # no key
                AllowedIPs = 10.66.0.2/32
                [Peer]
                PublicKey = %s
                PresharedKey = short
                AllowedIPs = 10.66.0.300/32
                """.formatted(good);
        post(PATH, file)
                .statusCode(422)
                .body("errors.field", contains("line 2", "line 5", "line 8"))
                .body("errors[2].detail", containsString("10.66.0.300"));
        post(PATH + "/preview", file)
                .statusCode(200)
                .body("possible", equalTo(false))
                .body("errors.field", contains("line 2", "line 5", "line 8"));
        as(session).get("/api/v1/interfaces?q=" + NAME).then().body("items", hasSize(0));
    }

    @Test
    void two_peers_that_contradict_each_other_hinder_the_whole() {
        String key = PrivateKey.generate().publicKey().base64();
        String file = """
                [Interface]
                PrivateKey = %1$s
                Address = 10.67.0.1/24
                ListenPort = 51967
                # anna
                [Peer]
                PublicKey = %2$s
                AllowedIPs = 10.67.0.2/32
                # Anna
                [Peer]
                PublicKey = %2$s
                AllowedIPs = 10.67.0.2/32
                # the server's
                [Peer]
                PublicKey = %3$s
                AllowedIPs = 10.67.0.1/32
                """.formatted(
                        PrivateKey.generate().base64(),
                        key,
                        PrivateKey.generate().publicKey().base64());
        post(PATH, file).statusCode(422).body("errors.field", contains("line 10", "line 14"));
        post(PATH + "/preview", file)
                .body("errors.field", contains("line 10", "line 14"))
                .body("errors[0].detail", containsString("Anna"));
        as(session).get("/api/v1/interfaces?q=" + NAME).then().body("items", hasSize(0));
    }

    @Test
    void what_another_interface_has_already_is_told_at_its_field() {
        String file = ForeignFiles.text("wireguard-ui.conf");
        made(post(PATH, file));
        post(PATH, file).statusCode(422).body("errors.field", hasItem("listenPort"));
        as(session)
                .body(Map.of("file", file, "endpoint", "vpn.example.org", "listenPort", 51_900))
                .post(PATH + "/preview")
                .then()
                .body("name", startsWith("wg"))
                .body("errors.field", hasItem("ipv4"));
        as(session)
                .body(Map.of("file", file, "endpoint", "not a host", "listenPort", 70_000))
                .post(PATH + "/preview")
                .then()
                .body("errors.field", hasItems("endpoint", "listenPort"));
    }

    @Test
    void only_administrators_import_and_an_unknown_field_is_refused() {
        for (Role role : List.of(Role.OPERATOR, Role.AUDITOR, Role.USER)) {
            String other = accounts.session(role);
            as(other).body(Map.of("file", "")).post(PATH).then().statusCode(403);
            as(other).body(Map.of("file", "")).post(PATH + "/preview").then().statusCode(403);
        }
        as(session).body(Map.of("text", "")).post(PATH).then().statusCode(422).body("errors[0].field", equalTo("text"));
        as(session).body(Map.of()).post(PATH).then().statusCode(422).body("errors[0].field", equalTo("line 1"));
    }

    @Test
    void the_audit_log_knows_it_without_a_secret() {
        String file = ForeignFiles.text("pivpn.conf");
        made(post(PATH, file));
        as(session)
                .get("/api/v1/audit?limit=10")
                .then()
                .body("items.action", hasItems("interface.created", "peer.created"))
                .body(not(containsString(value(file, "PrivateKey"))))
                .body(not(containsString(value(file, "PresharedKey"))));
    }

    @Test
    void the_page_shows_what_will_be_and_makes_it() {
        String file = ForeignFiles.text("wireguard-ui.conf");
        page().get("/interfaces/import").then().statusCode(200).body(containsString("Preview"));
        page().formParam("text", "").post("/interfaces/import").then().statusCode(422);
        page().multiPart("file", "wg0.conf", file.getBytes(StandardCharsets.UTF_8), "text/plain")
                .post("/interfaces/import")
                .then()
                .statusCode(200)
                .body(containsString("Carla&#39;s iPad"))
                .body(containsString("Nothing has been created yet"))
                .body(containsString("/interfaces/import/confirmation"));
        String page = page().formParams(form(file))
                .post("/interfaces/import/confirmation")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        made.add("/api/v1" + page.substring(page.indexOf("/interfaces")));
        page().get(page).then().statusCode(200).body(containsString(NAME));
    }

    @Test
    void the_page_names_the_lines_and_keeps_what_was_typed() {
        String file = ForeignFiles.text("wireguard-ui.conf").replace("10.63.0.2/32", "10.63.0.2/33");
        for (String path : List.of("/interfaces/import", "/interfaces/import/confirmation")) {
            page().formParams(form(file))
                    .post(path)
                    .then()
                    .statusCode(422)
                    .body(containsString("Line 22"))
                    .body(containsString("10.63.0.2/33"))
                    .body(containsString("value=\"" + NAME + "\""))
                    .body(not(containsString("/interfaces/import/confirmation")));
        }
    }

    private static Map<String, String> form(String file) {
        return Map.of("text", file, "name", NAME, "listenPort", "51963", "endpoint", "vpn.example.org");
    }

    private ValidatableResponse post(String path, String file) {
        var body = new HashMap<String, Object>();
        body.put("file", file);
        body.put("name", NAME);
        body.put("endpoint", "vpn.example.org");
        return as(session).body(body).post(path).then();
    }

    private String made(ValidatableResponse answer) {
        String location = answer.statusCode(201).extract().header("Location");
        String path = location.substring(location.indexOf("/api/"));
        made.add(path);
        return path;
    }

    private ValidatableResponse peers(String path) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        return as(session).get("/api/v1/peers?interface=" + id).then().statusCode(200);
    }

    private ValidatableResponse config(String path, String name) {
        String id = peers(path).extract().path("items.find { it.name == '%s' }.id".formatted(name));
        return as(session).get("/api/v1/peers/" + id + "/config").then().statusCode(200);
    }

    private static String publicKey(String file) {
        return PrivateKey.parse(value(file, "PrivateKey")).publicKey().base64();
    }

    private static String value(String file, String setting) {
        return file.lines()
                .filter(line -> line.startsWith(setting))
                .findFirst()
                .orElseThrow()
                .split(" = ")[1];
    }

    private RequestSpecification page() {
        return given().cookie("warren_session", session)
                .accept("text/html")
                .redirects()
                .follow(false);
    }

    private static RequestSpecification as(String session) {
        return given().cookie("warren_session", session).contentType("application/json");
    }
}
