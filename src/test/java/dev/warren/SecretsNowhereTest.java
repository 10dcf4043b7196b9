package dev.warren;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.TestPeers;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Makes a secret of every kind by the way that people make it, and then looks for each wherever none may be: in every
/// row
/// of every table, in the log, in every list, in the audit log and in the metrics.
@QuarkusTest
class SecretsNowhereTest {

    private static final String PASSWORD = "a password like no other 7341";

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Log log = new Log();
    private String session;

    private static final class Log extends Handler {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(log);
        session = accounts.session(Role.ADMIN);
    }

    @AfterEach
    void listenNoMore() {
        Logger.getLogger("").removeHandler(log);
    }

    @Test
    void no_secret_is_where_none_may_be() throws IOException {
        makeOfEveryKind();
        assertEquals(10, secrets.size(), secrets.keySet()::toString);

        var found = new ArrayList<String>();
        tables().forEach(table -> look("table " + table, rows(table), found));
        for (var path : lists()) {
            var request = as().accept(path.startsWith("/api/") ? "application/json" : "*/*");
            if (path.startsWith("/metrics/")) {
                request.header("Authorization", "Bearer the metrics password of the tests");
            }
            look(path, request.get(path).asString(), found);
        }
        look("the log", String.join("\n", log.lines), found);
        assertEquals(List.of(), found);
    }

    @Test
    void the_search_finds_what_is_there() {
        secrets.put("name", "findable" + System.nanoTime());
        as().contentType("application/json")
                .body(Map.of("name", secrets.get("name"), "password", PASSWORD))
                .post("/api/v1/users")
                .then()
                .statusCode(201);
        var found = new ArrayList<String>();
        tables().forEach(table -> look(table, rows(table), found));
        look("list", as().queryParam("q", "findable").get("/api/v1/users").asString(), found);
        assertTrue(found.contains("name in users"), found::toString);
        assertTrue(found.contains("name in audit_log"), found::toString);
        assertTrue(found.contains("name in list"), found::toString);
    }

    private void makeOfEveryKind() {
        secrets.put("password", PASSWORD);
        secrets.put("session", session);
        var wg = interfaces.create();
        secrets.put("interface key", TestInterfaces.privateKey(wg));
        var member = peers.create(wg, "keeper of secrets");
        secrets.put("peer key", TestPeers.secrets(member.id()).getFirst());
        secrets.put("preshared key", TestPeers.secrets(member.id()).getLast());
        String user = "secretive" + System.nanoTime();
        as().contentType("application/json")
                .body(Map.of("name", user, "password", PASSWORD))
                .header("Idempotency-Key", user)
                .post("/api/v1/users")
                .then()
                .statusCode(201);
        var theirs = given().redirects()
                .follow(false)
                .header("X-Forwarded-For", "100.67.0.1") // an address of its own, which no other test has paused
                .formParam("username", user)
                .formParam("password", PASSWORD)
                .post("/sign-in")
                .cookie("warren_session");
        secrets.put("session by password", theirs);
        secrets.put(
                "token",
                given().cookie("warren_session", theirs)
                        .contentType("application/json")
                        .body(Map.of("name", "secret token", "scopes", List.of("read")))
                        .post("/api/v1/account/tokens")
                        .path("token"));
        secrets.put(
                "second factor",
                given().cookie("warren_session", theirs)
                        .contentType("application/json")
                        .body(Map.of("password", PASSWORD))
                        .post("/api/v1/account/totp")
                        .path("secret"));
        secrets.put("recovery code", accounts.recoveryCode(user));
        String link = as().contentType("application/json")
                .body(Map.of("password", PASSWORD))
                .post("/api/v1/peers/" + member.id() + "/links")
                .path("url");
        secrets.put("one-time link", link.substring(link.lastIndexOf('/') + 1));
    }

    private void look(String place, String text, List<String> found) {
        secrets.forEach((name, secret) -> {
            if (forms(secret).stream().anyMatch(text::contains)) {
                found.add(name + " in " + place);
            }
        });
    }

    /// A secret as it is, and as its bytes look in a `bytea` column.
    private static List<String> forms(String secret) {
        var forms = new ArrayList<>(List.of(secret, HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))));
        if (secret.matches("[A-Za-z0-9+/]{43}=")) {
            forms.add(HexFormat.of().formatHex(Base64.getDecoder().decode(secret)));
        }
        return forms;
    }

    private static List<String> tables() {
        return QuarkusTransaction.requiringNew()
                .call(() -> Panache.getEntityManager()
                        .createNativeQuery(
                                "select table_name from information_schema.tables where table_schema = 'public'",
                                String.class)
                        .getResultList());
    }

    private static String rows(String table) {
        var rows = QuarkusTransaction.requiringNew()
                .call(() -> Panache.getEntityManager()
                        .createNativeQuery("select cast(t as text) from \"" + table + "\" t", String.class)
                        .getResultList());
        return String.join("\n", rows);
    }

    /// Every address that is read without naming one thing, but the stream, which has no end.
    private static List<String> lists() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/routes.txt")).stream()
                .filter(line -> line.startsWith("GET ") && !line.contains("{") && !line.contains("/live"))
                .map(line -> line.split("\\s+")[1])
                .toList();
    }

    private RequestSpecification as() {
        return given().cookie("warren_session", session);
    }
}
