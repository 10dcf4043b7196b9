package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Warren behind a real Caddy, on a name of its own and under a path of another, with both blocks of
/// `src/docs/install.md`. Only the certificates are Caddy's own ones, as no authority is in reach.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BehindCaddyIT {

    private Namespace machine;
    private Namespace browser;
    private Server server;
    private Path directory;

    @BeforeAll
    void caddyBeforeWarren() throws IOException {
        directory = Server.emptyDirectory("behind-caddy");
        machine = new Namespace("cs");
        browser = new Namespace("cc");
        Namespace.connect(machine, browser);
        server = new Server(machine, browser, directory, "192.0.2.1").with("WARREN_TRUSTED_PROXIES", "127.0.0.1");
        server.start();
        Path file = Files.writeString(directory.resolve("Caddyfile"), """
                {
                    admin off
                    local_certs
                    skip_install_trust
                    storage file_system %s
                }
                %s
                %s
                """.formatted(
                        directory.resolve("caddy"),
                        Visit.documented("\nvpn.example.org {"),
                        Visit.documented("\nexample.org {")));
        ProcessBuilder caddy = machine.builder("caddy", "run", "--config", file.toString(), "--adapter", "caddyfile");
        caddy.environment().put("HOME", directory.toString());
        caddy.redirectOutput(directory.resolve("caddy.log").toFile());
        machine.start(caddy);
        server.awaitReady();
        Eventually.within(
                Duration.ofSeconds(20),
                "Caddy answers; see " + directory.resolve("caddy.log"),
                () -> browser.succeeds(
                        "curl",
                        "-sf",
                        "-k",
                        "--resolve",
                        "example.org:443:192.0.2.1",
                        "https://example.org/vpn/q/health/live"));
    }

    @AfterAll
    void nothingIsLeft() {
        browser.close();
        machine.close();
    }

    private Visit visit(String name, String path) {
        String root = directory.resolve("caddy/pki/authorities/local/root.crt").toString();
        return new Visit(
                browser,
                directory.resolve("cookies-" + name),
                "https://" + name,
                path,
                List.of("--cacert", root, "--resolve", name + ":443:192.0.2.1"));
    }

    @Test
    void on_a_name_of_its_own_pages_live_figures_and_a_cookie_for_https_come_through() {
        Visit visit = visit("vpn.example.org", "");

        String answer = visit.signIn(Server.PASSWORD);

        assertTrue(answer.matches("30[23] (https://vpn.example.org)?/ .*(?i)path=/;.*secure.*"), answer);
        assertTrue(visit.page(visit.site() + "/").contains("\"/sign-out\""));
        assertTrue(visit.live().contains("data:"), "live figures come through at once");
        assertEquals("192.0.2.2", server.lastSignIn());
    }

    @Test
    void under_a_path_pages_their_files_and_the_cookie_stay_under_it() {
        Visit visit = visit("example.org", "/vpn");
        String page = visit.page(visit.site() + "/sign-in");
        assertTrue(page.contains("\"/vpn/assets/"), page);
        visit.page(visit.origin() + page.replaceAll("(?s).*?\"(/vpn/assets/[^\"]+)\".*", "$1"));

        String answer = visit.signIn(Server.PASSWORD);

        assertTrue(answer.matches("30[23] (https://example.org)?/vpn/? .*(?i)path=/vpn.*"), answer);
        assertTrue(visit.page(visit.site()).contains("\"/vpn/sign-out\""));
        assertTrue(visit.live().contains("data:"), "live figures come through at once");
    }

    @Test
    void a_line_of_the_log_ends_with_the_request_that_it_belongs_to() {
        Visit visit = visit("vpn.example.org", "");

        String id = visit.refused();

        assertEquals("from-the-browser", id);
        assertTrue(
                server.log().lines().anyMatch(line -> line.endsWith(" {request=" + id + "}")),
                () -> "no line of request " + id + " in " + server.log());
    }
}
