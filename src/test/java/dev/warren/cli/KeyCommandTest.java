package dev.warren.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `warren key rotate` beside a server that only answers what Warren's API answers.
class KeyCommandTest {

    private static final String STORE = "only for this test";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Map<String, String> settings = new HashMap<>();
    private HttpServer server;
    private String url;
    private int status = 200;

    @BeforeEach
    void aServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/warren/api/v1/master-key", this::answer);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/warren";
    }

    @AfterEach
    void ends() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean known = "Bearer wrn_1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String route =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String body = switch (route.replace("/warren", "")) {
            case "POST /api/v1/master-key/rotation" ->
                status == 200 ? "{\"id\":\"3f9a01cc\",\"sealed\":812}" : "{\"detail\":\"Put a new key in front.\"}";
            case "GET /api/v1/master-key" -> "{\"id\":\"3f9a01cc\",\"place\":\"the file /data/master.key\"}";
            default -> "{}";
        };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? status : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void the_key_is_changed_and_where_it_is_now_is_told() {
        run("wrn_1", "rotate", "--url", url + "/");

        assertEquals(
                "The master key is 3f9a01cc now, in the file /data/master.key: keep a copy of it apart."
                        + " 812 secrets were sealed anew.\n",
                output.toString(StandardCharsets.UTF_8));
    }

    @Test
    void the_servers_reason_for_a_refusal_is_the_commands() {
        status = 409;
        assertEquals("Put a new key in front.", refused("wrn_1", "rotate", "--url", url));
    }

    @Test
    void without_a_token_or_with_a_wrong_one_nothing_is_changed() {
        assertTrue(refused("", "rotate", "--url", url).contains("WARREN_TOKEN"));
        assertTrue(refused("wrn_2", "rotate", "--url", url).contains("401"));
    }

    @Test
    void where_no_warren_answers_the_command_says_so() {
        server.stop(0);
        assertTrue(refused("wrn_1", "rotate", "--url", url).startsWith("no Warren answers at " + url));
    }

    @Test
    void without_a_url_it_goes_where_the_settings_say_that_warren_listens() {
        settings.put("quarkus.http.port", String.valueOf(server.getAddress().getPort()));
        settings.put("warren.web.base-path", "/warren/");
        run("wrn_1", "rotate");
        assertTrue(output.toString(StandardCharsets.UTF_8).startsWith("The master key is 3f9a01cc now"));

        server.stop(0);
        settings.put("quarkus.http.host", "::");
        assertTrue(refused("wrn_1", "rotate").startsWith("no Warren answers at http://[::1]:"));
        settings.put("quarkus.http.host", "192.0.2.7");
        settings.put("warren.tls.certificate", "/nowhere/certificate.pem");
        assertTrue(refused("wrn_1", "rotate").startsWith("no Warren answers at https://192.0.2.7:"));
    }

    @Test
    void warrens_own_https_is_known_by_its_certificate_and_no_other(@TempDir Path directory) throws Exception {
        Path own = certificate(directory, "own");
        Path other = certificate(directory, "other");
        var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls(directory.resolve("own.p12"))));
        https.createContext("/api/v1/master-key", this::answer);
        https.start();
        try {
            settings.put("quarkus.http.port", String.valueOf(https.getAddress().getPort()));
            settings.put("warren.tls.certificate", other.toString());
            assertTrue(refused("wrn_1", "rotate").startsWith("no Warren answers at https://127.0.0.1:"));

            settings.put("warren.tls.certificate", own.toString());
            run("wrn_1", "rotate");
            assertTrue(output.toString(StandardCharsets.UTF_8).startsWith("The master key is 3f9a01cc now"));
        } finally {
            https.stop(0);
        }
    }

    private static SSLContext tls(Path store) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), STORE.toCharArray()), STORE.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls;
    }

    /// Makes a key and a certificate of a name that is not this machine's.
    private static Path certificate(Path directory, String name) throws Exception {
        Path pem = directory.resolve(name + ".pem");
        keytool(directory, "-genkeypair -alias a -keyalg EC -dname CN=vpn.example.org -keystore " + name + ".p12");
        keytool(directory, "-exportcert -rfc -alias a -file " + pem + " -keystore " + name + ".p12");
        return pem;
    }

    private static void keytool(Path directory, String arguments) throws Exception {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storepass", STORE));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void any_other_words_are_refused_with_the_usage() {
        for (var words :
                List.of(List.<String>of(), List.of("turn"), List.of("rotate", "--url"), List.of("rotate", "x"))) {
            var refusal = assertThrows(CommandRefused.class, () -> run("wrn_1", words.toArray(String[]::new)));
            assertTrue(refusal.isUsage(), words::toString);
        }
    }

    private String refused(String token, String... words) {
        return assertThrows(CommandRefused.class, () -> run(token, words)).getMessage();
    }

    private void run(String token, String... words) {
        settings.put("WARREN_TOKEN", token);
        new KeyCommand(
                        name -> Optional.ofNullable(settings.get(name)),
                        new PrintStream(output, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }
}
