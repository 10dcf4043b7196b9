package dev.warren;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.TestPeers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Who may ask for what: every route of the application, as everybody, against the table in `routes.txt`. A route that
/// is not in the table fails, so nothing new is open by oversight.
@QuarkusTest
class RoutesTest {

    private static final java.nio.file.Path TABLE = java.nio.file.Path.of("src/test/resources/routes.txt");

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @TestHTTPResource
    URI warren;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /// A line of the table: who may.
    record Line(String route, boolean everybody, Set<Role> roles) {

        static Line parse(String text) {
            var words = List.of(text.strip().split("\\s+"));
            var who = words.subList(2, words.size());
            var roles = who.contains("signed-in")
                    ? EnumSet.allOf(Role.class)
                    : who.stream()
                            .filter(word -> !word.equals("everybody"))
                            .map(Role::parse)
                            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
            return new Line(words.get(0) + " " + words.get(1), who.contains("everybody"), roles);
        }
    }

    @Test
    void the_table_has_every_route_and_no_other() throws IOException {
        assertEquals(String.join("\n", routes()), String.join("\n", table().keySet()));
    }

    @Test
    void everybody_may_what_the_table_says_and_nothing_else() throws Exception {
        accounts.user(Role.ADMIN);
        var wrong = new ArrayList<String>();
        for (var line : table().values()) {
            var stranger = status(line.route(), null);
            if ((stranger == 401) == line.everybody()) {
                wrong.add(line.route() + " as a stranger: " + stranger);
            }
            for (var role : Role.values()) {
                var status = status(line.route(), accounts.session(role));
                var let = status != 401 && status != 403;
                if (let != (line.everybody() || line.roles().contains(role))
                        || status >= 500 && line.route().contains(" /api/")) {
                    wrong.add(line.route() + " as " + role.text() + ": " + status);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void a_user_reaches_nothing_of_somebody_elses_peer() throws Exception {
        var peer = peers.create(interfaces.create(), "somebody elses");
        var wrong = new ArrayList<String>();
        for (var route : table().keySet()) {
            if (!route.matches("\\S+ (/api/v1)?/peers/\\{.*|\\S+ /api/client/\\{.*")) {
                continue;
            }
            var id = route.contains("/api/client/")
                    ? String.valueOf(peer.number())
                    : peer.id().toString();
            var status = status(route.replaceFirst("\\{[^}]*}", id), accounts.session(Role.USER));
            if (status != 403 && status != 404 && status != 405) {
                wrong.add(route + ": " + status);
            }
        }
        assertEquals(List.of(), wrong);
    }

    /// Pictures of a configuration are closed to such a token; whatever else it gets is searched.
    @Test
    void a_token_that_only_reads_is_shown_no_key() throws Exception {
        var peer = peers.create(interfaces.create(), "watched");
        var keys = TestPeers.secrets(peer.id());
        var token = RestAssured.given()
                .cookie("warren_session", accounts.session(Role.ADMIN))
                .contentType("application/json")
                .body(Map.of("name", "watcher", "scopes", List.of("read")))
                .post("/api/v1/account/tokens")
                .<String>path("token");
        var wrong = new ArrayList<String>();
        for (var route : table().keySet()) {
            if (!route.startsWith("GET ")) {
                continue;
            }
            var id = String.valueOf(route.contains("/api/client/") ? peer.number() : peer.id());
            var request = HttpRequest.newBuilder(
                            warren.resolve(route.substring(4).replaceAll("\\{[^}]*}", id)))
                    .timeout(Duration.ofSeconds(20))
                    .header("Accept", "application/json, */*;q=0.1")
                    .header("Authorization", "Bearer " + token);
            var answer = http.send(request.build(), BodyHandlers.ofInputStream());
            var type = answer.headers().firstValue("Content-Type").orElse("");
            try (InputStream body = answer.body()) {
                if (type.startsWith("image/") || !type.startsWith("text/event-stream") && has(body, keys)) {
                    wrong.add(route);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static boolean has(InputStream body, List<String> keys) throws IOException {
        var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return keys.stream().anyMatch(text::contains);
    }

    private int status(String route, String session) throws IOException, InterruptedException {
        var words = route.split(" ");
        var path = words[1].replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
        var request = HttpRequest.newBuilder(warren.resolve(path))
                .timeout(Duration.ofSeconds(20))
                // An address of its own: sign-ins without a password are failures, which pause their address.
                .header("X-Forwarded-For", "100.69.0.1")
                .header("Accept", path.startsWith("/live") ? "text/event-stream" : "application/json, */*;q=0.1")
                .method(
                        words[0],
                        words[0].matches("GET|DELETE") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (!words[0].matches("GET|DELETE")) {
            request.header(
                    "Content-Type",
                    !path.startsWith("/api/")
                            ? "application/x-www-form-urlencoded"
                            : path.endsWith("/import") ? "text/csv" : "application/json");
        }
        if (session != null) {
            request.header("Cookie", "warren_session=" + session);
        }
        var answer = http.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream _ = answer.body()) {
            return answer.statusCode();
        }
    }

    private static SortedMap<String, Line> table() throws IOException {
        var table = new TreeMap<String, Line>();
        for (var text : Files.readAllLines(TABLE)) {
            if (!text.isBlank() && !text.startsWith("#")) {
                var line = Line.parse(text);
                table.put(line.route(), line);
            }
        }
        return table;
    }

    /// Every resource method, as `GET /peers/{id}`. What Quarkus itself serves has lines of its own in the table.
    private static SortedSet<String> routes() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.warren");
        var routes = new TreeSet<String>();
        for (var each : classes) {
            if (each.isAnnotatedWith(Path.class) && !each.isInterface()) {
                var type = each.reflect();
                var root = type.getAnnotation(Path.class).value();
                for (var method : type.getDeclaredMethods()) {
                    verb(method).ifPresent(verb -> routes.add(verb + " " + path(root, method)));
                }
            }
        }
        routes.addAll(List.of("GET /q/health", "GET /q/metrics", "GET /q/openapi"));
        return routes;
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String path(String root, Method method) {
        var own = method.getAnnotation(Path.class);
        var path = "/" + root + "/" + (own == null ? "" : own.value());
        return path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "").replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }
}
