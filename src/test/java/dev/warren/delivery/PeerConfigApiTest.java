package dev.warren.delivery;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.Member;
import dev.warren.peers.TestPeers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PeerConfigApiTest {

    private static final String ARCHIVE = "/api/v1/peers/configs";

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    private Member anna;
    private Member berta;

    @BeforeEach
    void twoPeers() {
        var wg = interfaces.create();
        anna = peers.create(wg, "anna");
        berta = peers.create(wg, "Anna!");
    }

    @ParameterizedTest
    @CsvSource({
        "conf, anna.conf, [Interface]",
        "mikrotik, anna.rsc, /interface/wireguard/peers add",
        "networkmanager, anna.nmconnection, [wireguard-peer.",
        "openwrt, anna.sh, uci commit network",
        "nixos, anna.nix, networking.wg-quick",
    })
    void a_configuration_comes_in_the_format_that_was_asked_for(String format, String file, String content) {
        as(Role.OPERATOR)
                .queryParam("format", format)
                .get(path("config"))
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .header("Content-Disposition", equalTo("attachment; filename=\"" + file + "\""))
                .header("Cache-Control", containsString("no-store"))
                .body(containsString(content));
    }

    @Test
    void without_a_format_it_is_the_conf() {
        as(Role.ADMIN).get(path("config")).then().statusCode(200).body(startsWith("[Interface]\nPrivateKey = "));
    }

    @Test
    void a_format_of_several_files_is_an_archive() throws IOException {
        byte[] zip = as(Role.ADMIN)
                .get(path("config?format=networkd"))
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", equalTo("attachment; filename=\"anna.zip\""))
                .extract()
                .asByteArray();

        assertEquals(
                List.of("anna.netdev", "anna.network"),
                List.copyOf(unzipped(zip).keySet()));
    }

    @Test
    void an_unknown_format_is_refused_with_those_that_there_are() {
        as(Role.ADMIN)
                .get(path("config?format=windows"))
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("format"))
                .body("errors[0].detail", containsString("openwrt"));
    }

    @Test
    void the_qr_code_comes_as_drawing_and_as_bitmap() {
        as(Role.OPERATOR).get(path("qr.svg")).then().statusCode(200).contentType("image/svg+xml");
        as(Role.OPERATOR).get(path("qr.png")).then().statusCode(200).contentType("image/png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "config?format=mikrotik", "qr.svg", "qr.png"})
    void secrets_are_not_for_strangers_users_or_auditors(String what) {
        given().get(path(what)).then().statusCode(401).body(not(containsString("PrivateKey")));
        as(Role.USER).get(path(what)).then().statusCode(anyOf(is(403), is(404)));
        as(Role.AUDITOR).get(path(what)).then().statusCode(403);
        as(Role.ADMIN).post(path(what)).then().statusCode(anyOf(is(404), is(405)));
    }

    @Test
    void nobodys_configuration_is_not_found() {
        as(Role.ADMIN)
                .get("/api/v1/peers/" + UUID.randomUUID() + "/config")
                .then()
                .statusCode(404);
        as(Role.ADMIN).get("/api/v1/peers/hello/config").then().statusCode(404);
    }

    @Test
    void many_come_as_an_archive_in_the_order_that_was_asked_for() throws IOException {
        byte[] zip = as(Role.OPERATOR)
                .body(Map.of("ids", List.of(berta.id(), anna.id(), berta.id())))
                .post(ARCHIVE)
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", equalTo("attachment; filename=\"warren.zip\""))
                .extract()
                .asByteArray();

        Map<String, String> files = unzipped(zip);
        assertEquals(List.of("Anna.conf", "anna-2.conf"), List.copyOf(files.keySet()));
        assertEquals(as(Role.ADMIN).get(path("config")).asString(), files.get("anna-2.conf"));
    }

    @Test
    void an_archive_of_nobody_of_somebody_unknown_or_with_a_strange_field_is_refused() {
        refused(Map.of("ids", List.of()), "ids");
        refused(Map.of("ids", List.of(anna.id(), UUID.randomUUID())), "ids");
        refused(Map.of("ids", List.of("hello")), "ids");
        refused(Map.of("ids", List.of(anna.id()), "format", "windows"), "format");
        refused(Map.of("peers", List.of(anna.id())), "peers");
        as(Role.ADMIN).body("[]").post(ARCHIVE).then().statusCode(400);
    }

    @Test
    void an_archive_is_not_for_strangers_users_auditors_or_another_sites_page() {
        var body = Map.of("ids", List.of(anna.id()));
        given().contentType(ContentType.JSON).body(body).post(ARCHIVE).then().statusCode(401);
        as(Role.USER).body(body).post(ARCHIVE).then().statusCode(anyOf(is(403), is(422)));
        as(Role.AUDITOR).body(body).post(ARCHIVE).then().statusCode(403);
        as(Role.ADMIN)
                .header("Origin", "https://evil.example")
                .body(body)
                .post(ARCHIVE)
                .then()
                .statusCode(403);
    }

    private void refused(Map<String, ?> body, String field) {
        as(Role.ADMIN).body(body).post(ARCHIVE).then().statusCode(422).body("errors[0].field", equalTo(field));
    }

    private String path(String what) {
        return "/api/v1/peers/" + anna.id() + "/" + what;
    }

    private RequestSpecification as(Role role) {
        return given().cookie("warren_session", accounts.session(role)).contentType(ContentType.JSON);
    }

    private static Map<String, String> unzipped(byte[] archive) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
