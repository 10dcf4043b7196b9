package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// `warren doctor` and `warren admin reset-password` on a real machine: beside a server that runs, and after its end.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsIT {

    private Namespace machine;
    private Namespace client;
    private Server server;
    private Path directory;

    @BeforeAll
    void aServer() {
        directory = Server.emptyDirectory("commands");
        machine = new Namespace("ds");
        client = new Namespace("dc");
        Namespace.connect(machine, client);
        machine.run("ip", "route", "add", "default", "via", "192.0.2.2");
        machine.run("ip", "route", "add", "default", "via", "2001:db8:1::2");
        server = new Server(machine, client, directory, "192.0.2.1");
    }

    @AfterAll
    void nothingIsLeft() {
        client.close();
        machine.close();
    }

    private JsonPath doctor(int exitCode, List<String> around) {
        String output = server.command(around, "doctor", "--json");
        int end = output.lastIndexOf('}') + 1;
        assertEquals(exitCode, Integer.parseInt(output.substring(end).strip()), output);
        return JsonPath.from(output.substring(output.indexOf('{'), end));
    }

    private JsonPath doctor(int exitCode) {
        return doctor(exitCode, List.of());
    }

    private static void assertFound(String severity, String id, String words, JsonPath report) {
        List<String> found = report.getList(
                "findings.findAll { it.id == '%s' && it.severity == '%s' }.found".formatted(id, severity));
        assertTrue(found.stream().anyMatch(sentence -> sentence.contains(words)), () -> report.prettify());
    }

    @Test
    @Order(1)
    void before_the_first_start_there_is_nothing_to_complain_of() {
        JsonPath report = doctor(0);

        assertFound("note", "database", "There is no database", report);
        assertFound("ok", "capabilities", "may make tunnels", report);
        assertFalse(directory.resolve("data").toFile().exists(), "and nothing is made");
    }

    @Test
    @Order(2)
    void beside_a_running_server_everything_is_well() {
        server.start();
        server.awaitReady();

        JsonPath report = doctor(0);

        assertFound("ok", "port", "Warren listens on UDP port 51820", report);
        assertFound("ok", "forwarding", "IPv6 forwarding is on", report);
        assertFound("ok", "nat", "NAT can be set up", report);
        assertFound("ok", "mtu", "fit lan (MTU 1500)", report);
        assertFound("ok", "database", "PostgreSQL 18", report);
        assertEquals(
                report.getList("findings.id").stream().sorted().toList(),
                JsonPath.from(server.get("/api/v1/system/doctor")).getList("findings.id").stream()
                        .sorted()
                        .toList(),
                "the API finds the same");
    }

    @Test
    @Order(3)
    void what_changes_on_the_machine_is_found() {
        machine.run("ip", "link", "set", "lan", "mtu", "1380");
        machine.run("sysctl", "-qw", "net.ipv4.ip_forward=0");
        machine.run("nft", "add", "table", "inet", "strict");
        machine.run(
                "nft", "add", "chain", "inet", "strict", "fw", "{ type filter hook forward priority 0; policy drop; }");
        try {
            JsonPath report = doctor(1);

            assertFound("warning", "mtu", "lan carries 1380", report);
            assertFound("error", "forwarding", "IPv4 forwarding is off", report);
            assertFound("error", "nat", "dropped by another firewall", report);
        } finally {
            machine.run("nft", "delete", "table", "inet", "strict");
            machine.run("sysctl", "-qw", "net.ipv4.ip_forward=1");
            machine.run("ip", "link", "set", "lan", "mtu", "1500");
        }
    }

    @Test
    @Order(4)
    void a_password_is_reset_while_the_server_runs() {
        String output = server.command(List.of(), "admin", "reset-password", "--generate");
        String generated = output.lines()
                .filter(line -> line.matches("[\\w-]{20}"))
                .findFirst()
                .orElseThrow();

        assertTrue(output.endsWith("0"), output);
        assertEquals("401", status(Server.PASSWORD));
        assertEquals("200", status(generated));
    }

    @Test
    @Order(5)
    void and_while_it_does_not() {
        server.stop();

        String output = server.command(
                List.of("sh", "-c", "printf '%s\\n' '" + Server.PASSWORD + "' | \"$@\"", "sh"),
                "admin",
                "reset-password",
                "admin");

        assertTrue(output.endsWith("0"), output);
        assertFalse(output.contains(Server.PASSWORD), output);
    }

    @Test
    @Order(6)
    void a_port_that_another_program_has_taken_is_found_before_the_start() {
        Process other = machine.start("socat", "UDP-LISTEN:51820", "STDOUT");
        Eventually.within(
                Duration.ofSeconds(20),
                "socat listens",
                () -> machine.run("ss", "-lun").contains(":51820"));

        assertFound("error", "port", "taken by socat (process ", doctor(1));
        other.descendants().forEach(ProcessHandle::destroyForcibly);
        other.destroyForcibly();
    }

    @Test
    @Order(7)
    void without_the_capability_and_on_a_full_disk_it_says_so() {
        JsonPath report = doctor(
                1,
                List.of(
                        "sh",
                        "-ec",
                        "mount -t tmpfs -o size=90m tmpfs /var/tmp; WARREN_DATA=/var/tmp exec \"$@\"",
                        "sh",
                        "setpriv",
                        "--bounding-set=-net_admin",
                        "--inh-caps=-net_admin"));

        assertFound("error", "capabilities", "has not the capability NET_ADMIN", report);
        assertFound("error", "disk", "MB left", report);
    }

    @Test
    @Order(8)
    void the_server_starts_again_with_the_old_password() {
        server.start();
        server.awaitReady();

        assertEquals("200", status(Server.PASSWORD));
    }

    private String status(String password) {
        return client.run(
                "curl",
                "-sS",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "-u",
                "admin:" + password,
                server.url("/api/v1/account"));
    }
}
