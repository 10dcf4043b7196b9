package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Https without a proxy: from files, which may be replaced while the server runs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnTlsIT {

    private Namespace machine;
    private Namespace browser;
    private Server server;
    private Path directory;

    @BeforeAll
    void aServerWithACertificate() {
        directory = Server.emptyDirectory("own-tls");
        machine = new Namespace("ts");
        browser = new Namespace("tc");
        Namespace.connect(machine, browser);
        certificate(1, 30);
        server = new Server(machine, browser, directory, "192.0.2.1")
                .with("WARREN_TLS_CERTIFICATE", directory.resolve("site.crt").toString())
                .with("WARREN_TLS_KEY", directory.resolve("site.key").toString());
        server.start();
        server.awaitReady();
    }

    @AfterAll
    void nothingIsLeft() {
        browser.close();
        machine.close();
    }

    private void certificate(int serial, int days) {
        machine.shell("""
                cd %s
                openssl req -quiet -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -set_serial %d -days %d \\
                    -subj /CN=192.0.2.1 -addext subjectAltName=IP:192.0.2.1 -keyout new.key -out new.crt 2>/dev/null ||
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -set_serial %d -days %d \\
                    -subj /CN=192.0.2.1 -addext subjectAltName=IP:192.0.2.1 -keyout new.key -out new.crt 2>/dev/null
                mv new.key site.key
                mv new.crt site.crt
                """.formatted(directory, serial, days, serial, days));
    }

    /// Empty if the server shows none at this moment, as it may while its files are exchanged.
    private String serial() {
        return browser.shell("echo | openssl s_client -connect 192.0.2.1:51821 2>/dev/null"
                + " | openssl x509 -noout -serial 2>/dev/null || true");
    }

    @Test
    void the_port_speaks_https_alone_and_a_new_certificate_counts_without_a_restart() {
        assertEquals("serial=01", serial().strip());
        String verified = browser.run(
                "curl", "-sSf", "--cacert", directory.resolve("site.crt").toString(), server.url("/q/health/live"));
        assertTrue(verified.contains("UP"), verified);
        assertFalse(browser.succeeds("curl", "-sf", "-m", "3", "http://192.0.2.1:51821/q/health/live"));

        certificate(2, 30);

        Eventually.within(
                Duration.ofSeconds(75),
                "the new certificate",
                () -> serial().strip().equals("serial=02"));
    }

    @Test
    void prometheus_is_told_when_the_certificate_ends() {
        String metrics = browser.run(
                "curl", "-sSfk", "-H", "Authorization: Bearer " + Server.METRICS_PASSWORD, server.url("/q/metrics"));
        String line = metrics.lines()
                .filter(text -> text.startsWith("warren_certificate_expiry_seconds"))
                .findFirst()
                .orElseThrow();
        double days = (Double.parseDouble(line.replaceFirst(".* ", "")) - System.currentTimeMillis() / 1e3) / 86_400;
        assertTrue(days > 29 && days < 30.1, line);
    }
}
