package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Warren under a path of a real nginx, with the lines of `src/docs/install.md`, and its log for programs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BehindProxyIT {

    private Namespace machine;
    private Namespace browser;
    private Server server;
    private Path directory;
    private Visit visit;

    @BeforeAll
    void nginxBeforeWarren() throws IOException {
        directory = Server.emptyDirectory("behind-proxy");
        machine = new Namespace("ps");
        browser = new Namespace("pc");
        Namespace.connect(machine, browser);
        visit = new Visit(browser, directory.resolve("cookies"), "http://192.0.2.1:8080", "/vpn", List.of());
        server = new Server(machine, browser, directory, "192.0.2.1")
                .with("WARREN_TRUSTED_PROXIES", "127.0.0.1")
                .with("WARREN_LOG_FORMAT", "json");
        server.start();
        Path site = Files.writeString(
                directory.resolve("nginx.conf"), """
                daemon off;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.log;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    server {
                        listen 192.0.2.1:8080;
                %2$s
                    }
                }
                """.formatted(directory, Visit.documented("location /vpn/ {")));
        machine.start("nginx", "-p", directory.toString(), "-c", site.toString());
        server.awaitReady();
        Eventually.within(
                Duration.ofSeconds(10),
                "nginx answers",
                () -> browser.succeeds("curl", "-sf", visit.site() + "/q/health/live"));
    }

    @AfterAll
    void nothingIsLeft() {
        browser.close();
        machine.close();
    }

    @Test
    void pages_their_files_and_the_cookie_stay_under_the_path() {
        String page = visit.page(visit.site() + "/sign-in");
        assertTrue(page.contains("\"/vpn/assets/"), page);
        visit.page(visit.origin() + page.replaceAll("(?s).*?\"(/vpn/assets/[^\"]+)\".*", "$1"));

        String answer = visit.signIn(Server.PASSWORD);

        assertTrue(answer.matches("30[23] (http://192.0.2.1:8080)?/vpn/? .*(?i)path=/vpn.*"), answer);
        String home = visit.page(visit.site() + "/");
        assertTrue(home.contains("\"/vpn/sign-out\""), home);
        assertTrue(visit.live().contains("data:"), "live figures come through at once");
    }

    @Test
    void the_audit_log_has_the_browsers_address_and_believes_nobody_but_the_proxy() {
        visit.signIn(Server.PASSWORD);
        assertEquals("192.0.2.2", server.lastSignIn());

        browser.run(
                "curl",
                "-sS",
                "-o",
                "/dev/null",
                "-H",
                "X-Forwarded-For: 203.0.113.99",
                "-H",
                "Content-Type: application/json",
                "-d",
                "{\"username\":\"admin\",\"password\":\"" + Server.PASSWORD + "\"}",
                server.url("/api/session"));
        assertEquals("192.0.2.2", server.lastSignIn());
        assertFalse(server.get("/api/v1/audit?limit=500").contains("203.0.113.99"));
    }

    @Test
    void every_line_of_the_log_is_an_object_and_has_the_request_that_it_belongs_to() throws IOException {
        String id = visit.refused();

        List<String> lines = Files.readAllLines(directory.resolve("warren.log"));
        for (String line : lines) {
            assertTrue(JsonPath.from(line).getString("message") != null, line);
            assertFalse(line.contains("\"told\""), line);
        }
        assertTrue(
                lines.stream().anyMatch(line -> id.equals(JsonPath.from(line).getString("mdc.request"))),
                () -> "no line of request " + id + " in " + lines);
    }
}
