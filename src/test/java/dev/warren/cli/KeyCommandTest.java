package dev.warren.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `warren key rotate` beside a server that only answers what Warren's API answers.
class KeyCommandTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
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
        String body = switch (route) {
            case "POST /warren/api/v1/master-key/rotation" ->
                status == 200 ? "{\"id\":\"3f9a01cc\",\"sealed\":812}" : "{\"detail\":\"Put a new key in front.\"}";
            case "GET /warren/api/v1/master-key" -> "{\"id\":\"3f9a01cc\",\"place\":\"the file /data/master.key\"}";
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
        var settings = Map.of("WARREN_TOKEN", token);
        new KeyCommand(
                        name -> Optional.ofNullable(settings.get(name)),
                        new PrintStream(output, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }
}
