package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
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

/// Changes of interfaces while stock clients use them: who is connected stays connected. The steps build on one
/// another.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InterfacesIT {

    private static final String SERVER = "10.8.0.1";

    private Namespace warren;
    private Namespace phone;
    private Namespace tablet;
    private Server server;
    private StockClient first;
    private StockClient second;
    private Path directory;
    private String wg;

    @BeforeAll
    void twoClients() throws Exception {
        directory = Server.emptyDirectory("interfaces");
        warren = new Namespace("is");
        phone = new Namespace("ip");
        tablet = new Namespace("it");
        Namespace.connect(warren, phone);
        Namespace.connect(
                warren,
                "dsl",
                "203.0.113.1/24",
                "2001:db8:2::1/64",
                tablet,
                "eth",
                "203.0.113.2/24",
                "2001:db8:2::2/64");
        server = new Server(warren, phone, directory, "192.0.2.1").with("WARREN_HOOKS", "true");
        first = new StockClient(phone);
        second = new StockClient(tablet);
        server.start();
        server.awaitReady();
        wg = "/api/v1/interfaces/" + interfaces().getString("items[0].id");
        first.start(configuration("first", "192.0.2.1"));
        second.start(configuration("second", "203.0.113.1"));
        Eventually.within(
                Duration.ofSeconds(15), "both connect", () -> first.reaches(SERVER) && second.reaches(SERVER));
    }

    @AfterAll
    void nothingIsLeft() {
        for (Namespace namespace : new Namespace[] {tablet, phone, warren}) {
            if (namespace != null) {
                namespace.close();
            }
        }
    }

    @Test
    @Order(1)
    void no_change_of_a_field_interrupts_anybody() {
        Process pings = phone.start("ping", "-n", "-i", "0.05", "-c", "300", "-W", "1", SERVER);

        for (String change : List.of(
                "{\"comment\": \"changed\"}",
                "{\"endpoint\": \"vpn.example.org\", \"endpoints\": [{\"name\": \"dsl\", \"address\": \"203.0.113.1\"}]}",
                "{\"clientDns\": [\"10.8.0.1\"], \"clientAllowedIps\": [\"10.0.0.0/8\"], \"clientKeepalive\": 25}",
                "{\"mtu\": 1400, \"clientMtu\": 1380}",
                "{\"fwmark\": 77}",
                "{\"fwmark\": 0}",
                "{\"routes\": \"4711\"}",
                "{\"routes\": \"auto\"}",
                "{\"natIpv4\": false, \"natIpv6\": false}",
                "{\"natIpv4\": true, \"natDevice\": \"lan\"}",
                "{\"isolation\": true}",
                "{\"isolation\": false}",
                "{\"mtu\": 1420}")) {
            server.done("PATCH", wg, change);
        }
        server.done("POST", "/api/v1/interfaces", "{\"name\": \"wg7\"}");
        assertTrue(warren.run("wg", "show", "interfaces").contains("wg7"));
        String other = "/api/v1/interfaces/"
                + JsonPath.from(server.get("/api/v1/interfaces?q=wg7")).getString("items[0].id");
        server.done("DELETE", other + "/activation", "");
        assertFalse(warren.run("wg", "show", "interfaces").contains("wg7"));
        server.done("PUT", other + "/activation", "");
        server.done("DELETE", other, "");

        assertTrue(Namespace.finished(pings, "ping").contains(" 0% packet loss"));
        assertFalse(warren.succeeds("ip", "link", "show", "wg7"));
    }

    @Test
    @Order(2)
    void a_routing_table_by_number_has_the_ranges_and_main_none_of_warrens_routes() {
        server.done("PATCH", wg, "{\"routes\": \"4711\"}");
        assertTrue(warren.run("ip", "route", "show", "table", "4711").contains("10.8.0.0/24 dev wg0"));
        assertTrue(warren.run("ip", "-6", "route", "show", "table", "4711").contains("fd00:8::/64 dev wg0"));

        server.done("PATCH", wg, "{\"routes\": \"off\"}");
        assertEquals("", warren.run("ip", "route", "show", "table", "4711").strip());
        server.done("PATCH", wg, "{\"routes\": \"auto\"}");
        assertTrue(first.reaches(SERVER));
    }

    @Test
    @Order(3)
    void isolation_parts_the_clients_and_not_the_server() {
        assertTrue(first.reaches("10.8.0.3"));

        server.done("PATCH", wg, "{\"isolation\": true}");
        assertFalse(first.reaches("10.8.0.3"));
        assertFalse(second.reaches("10.8.0.2"));
        assertTrue(first.reaches(SERVER) && second.reaches(SERVER));

        server.done("PATCH", wg, "{\"isolation\": false}");
        assertTrue(first.reaches("10.8.0.3"));
    }

    @Test
    @Order(4)
    void on_another_port_the_server_finds_its_clients_by_itself() {
        server.done("PATCH", wg, "{\"listenPort\": 51999}");

        Duration back = Eventually.within(
                Duration.ofSeconds(10), "both are back", () -> first.reaches(SERVER) && second.reaches(SERVER));

        assertTrue(back.toMillis() <= 3_000, "took " + back);
        assertTrue(phone.run("wg", "show", "all", "endpoints").contains("192.0.2.1:51999"));
    }

    @Test
    @Order(5)
    void a_firewall_of_somebody_else_that_drops_what_is_handed_on_is_named_with_a_remedy() {
        warren.run(
                "nft",
                "add table ip filter; add chain ip filter FORWARD { type filter hook forward priority 0; policy drop; }");
        server.done("PATCH", wg, "{\"comment\": \"look again\"}");
        Eventually.within(
                Duration.ofSeconds(10),
                "it is named",
                () -> server.get("/interfaces").contains("iptables -I FORWARD -i wg0 -j ACCEPT"));

        warren.run("nft", "delete table ip filter");
        server.done("PATCH", wg, "{\"comment\": \"and again\"}");
        Eventually.within(
                Duration.ofSeconds(10),
                "it is gone",
                () -> !server.get("/interfaces").contains("iptables -I FORWARD"));
    }

    @Test
    @Order(6)
    void renumbering_moves_everybody_and_keeps_their_sessions() {
        String handshakes = warren.run("wg", "show", "wg0", "latest-handshakes");

        JsonPath moved = server.done("POST", wg + "/renumbering", "{\"ipv4\": \"10.99.0.0/24\"}")
                .json();

        assertEquals(List.of("10.99.0.2", "10.99.0.3"), moved.getList("moves.newIpv4"));
        assertTrue(warren.run("ip", "addr", "show", "dev", "wg0").contains("inet 10.99.0.1/24"));
        assertTrue(warren.run("wg", "show", "wg0", "allowed-ips").contains("10.99.0.3/32"));
        String device = "wgc" + ProcessHandle.current().pid() % 100_000;
        phone.run("ip", "addr", "add", "10.99.0.2/32", "dev", device);
        phone.run("ip", "addr", "del", "10.8.0.2/32", "dev", device);
        Eventually.within(Duration.ofSeconds(20), "the new address works", () -> first.reaches("10.99.0.1"));
        assertEquals(handshakes, warren.run("wg", "show", "wg0", "latest-handshakes"), "no session began anew");
        server.done("POST", wg + "/renumbering", "{\"ipv4\": \"10.8.0.0/24\"}");
        phone.run("ip", "addr", "add", "10.8.0.2/32", "dev", device);
        phone.run("ip", "addr", "del", "10.99.0.2/32", "dev", device);
        Eventually.within(Duration.ofSeconds(20), "and the old one again", () -> first.reaches(SERVER));
    }

    @Test
    @Order(7)
    void hooks_run_around_start_and_end_and_a_failure_is_shown_with_its_output() throws Exception {
        Path trace = directory.resolve("trace");
        server.done("PATCH", wg, """
                {"preUp": "echo pre-up {{interface}} >> %1$s", "postUp": "echo post-up {{ipv4Cidr}} >> %1$s",
                 "preDown": "echo pre-down {{port}} >> %1$s", "postDown": "echo post-down {{ipv6Cidr}} >> %1$s"}
                """.formatted(trace));
        server.done("DELETE", wg + "/activation", "");
        server.done("PUT", wg + "/activation", "");

        assertEquals(
                List.of("pre-down 51999", "post-down fd00:8::/64", "pre-up wg0", "post-up 10.8.0.0/24"),
                Files.readAllLines(trace));
        Eventually.within(Duration.ofSeconds(10), "back", () -> first.reaches(SERVER));

        server.done("PATCH", wg, "{\"postUp\": \"echo no such table; exit 7\"}");
        server.done("DELETE", wg + "/activation", "");
        server.done("PUT", wg + "/activation", "");

        JsonPath shown = JsonPath.from(server.get(wg));
        assertEquals("no such table", shown.getString("hookFailures[0].output"));
        assertEquals("The post-up hook of wg0 failed with exit code 7.", shown.getString("troubles[0]"));
        assertTrue(shown.getBoolean("running"));
        server.done("PATCH", wg, "{\"preUp\": null, \"postUp\": null, \"preDown\": null, \"postDown\": null}");
    }

    @Test
    @Order(8)
    void another_key_keeps_clients_out_until_they_know_it() {
        Eventually.within(Duration.ofSeconds(10), "connected", () -> first.reaches(SERVER));
        String before = JsonPath.from(server.get(wg)).getString("publicKey");
        JsonPath rotated = server.done("POST", wg + "/key-rotation", "{}").json();

        assertEquals(2, rotated.getInt("peers"));
        assertFalse(first.reaches(SERVER));

        String device = "wgc" + ProcessHandle.current().pid() % 100_000;
        String config = server.get("/api/client/" + number("first") + "/configuration");
        assertTrue(config.contains(rotated.getString("publicKey")), "the configuration has the new key");
        String psk = config.lines()
                .filter(line -> line.startsWith("PresharedKey = "))
                .findFirst()
                .orElseThrow()
                .substring("PresharedKey = ".length());
        phone.run("wg", "set", device, "peer", before, "remove");
        phone.shell("echo %s > %s && wg set %s peer %s preshared-key %s allowed-ips 0.0.0.0/0 endpoint 192.0.2.1:51999"
                .formatted(
                        psk,
                        directory.resolve("psk"),
                        device,
                        rotated.getString("publicKey"),
                        directory.resolve("psk")));
        Eventually.within(Duration.ofSeconds(10), "it knows the key", () -> first.reaches(SERVER));
    }

    @Test
    @Order(9)
    void the_packets_and_the_log_of_one_client_can_be_looked_at_and_the_others_are_not_in_them() {
        String peer = "/api/v1/peers/" + peer("first");
        server.done("PUT", peer + "/log", "");
        server.done("POST", peer + "/capture", "{\"reason\": \"end to end\", \"packets\": 4}");
        assertEquals(
                409,
                server.call("POST", peer + "/capture", "{\"reason\": \"once more\"}")
                        .status());
        Eventually.within(
                Duration.ofSeconds(10),
                "four packets",
                () -> first.reaches(SERVER)
                        && !JsonPath.from(server.get(peer + "/capture")).getBoolean("running"));
        Path file = server.download(peer + "/capture/file", "first.pcapng");

        String packets = warren.run("tcpdump", "-nr", file.toString());
        assertTrue(packets.contains("10.8.0.2 > 10.8.0.1: ICMP echo request"), packets);
        assertFalse(packets.contains("10.8.0.3"), packets);
        assertEquals("packets", JsonPath.from(server.get(peer + "/capture")).getString("end"));

        server.done("DELETE", peer + "/activation", "");
        server.done("PUT", peer + "/activation", "");
        Eventually.within(
                Duration.ofSeconds(10),
                "a handshake in the log",
                () -> server.get(peer + "/log").contains("Sending handshake initiation"));
        server.done("DELETE", peer + "/log", "");

        server.done("PATCH", peer, "{\"peerEndpoint\": \"nowhere.invalid:51820\"}");
        Eventually.within(
                Duration.ofSeconds(20),
                "the name leads nowhere",
                () -> server.get(peer + "/diagnosis").contains("nowhere.invalid"));
        assertTrue(server.get(wg).contains("because the host name of their endpoint leads nowhere: 1."));
        assertTrue(server.get(wg + "/diagnosis").contains("nowhere.invalid"));
        assertTrue(server.get(peer).contains("nowhere.invalid can't be resolved"));
        server.done("PATCH", peer, "{\"peerEndpoint\": null}");
        Eventually.within(Duration.ofSeconds(10), "all is well again", () -> first.reaches(SERVER));
    }

    private JsonPath interfaces() {
        return JsonPath.from(server.get("/api/v1/interfaces"));
    }

    private Path configuration(String name, String host) {
        server.post("/api/client", "{\"name\":\"%s\",\"expiresAt\":null}".formatted(name));
        Path file = server.download("/api/client/" + number(name) + "/configuration", name + ".conf");
        warren.run("sed", "-i", "s/^Endpoint = .*/Endpoint = " + host + ":51820/", file.toString());
        return file;
    }

    private String peer(String name) {
        return JsonPath.from(server.get("/api/v1/peers?q=" + name)).getString("items[0].id");
    }

    private String number(String name) {
        return JsonPath.from(server.get("/api/client?filter=" + name)).getString("[0].id");
    }
}
