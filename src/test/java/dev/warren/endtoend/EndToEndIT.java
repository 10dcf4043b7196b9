package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// The main job on real parts: Warren in one network namespace, wireguard-go with the downloaded configuration in
/// another, and a third that is reached through NAT only. The steps build on one another.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndIT {

    private static final int MEGABYTES = 100;

    private Namespace warren;
    private Namespace phone;
    private Namespace internet;
    private Server server;
    private StockClient client;
    private Path directory;
    private String peer;
    private String number;
    private Path config;

    @BeforeAll
    void threeNamespaces() {
        directory = Server.emptyDirectory("end-to-end");
        warren = new Namespace("s");
        phone = new Namespace("c");
        internet = new Namespace("i");
        Namespace.connect(warren, phone);
        Namespace.connect(
                warren,
                "wan",
                "198.51.100.1/24",
                "2001:db8:2::1/64",
                internet,
                "eth",
                "198.51.100.2/24",
                "2001:db8:2::2/64");
        server = new Server(warren, phone, directory, "192.0.2.1");
        client = new StockClient(phone);
        server.start();
        server.awaitReady();
    }

    @AfterAll
    void nothingIsLeft() {
        for (Namespace namespace : new Namespace[] {phone, internet, warren}) {
            if (namespace != null) {
                namespace.close();
            }
        }
    }

    @Test
    @Order(1)
    void a_peer_is_made_by_its_name_alone() {
        peer = server.submit("/peers", "quick=true&name=phone-anna");
        assertTrue(peer.startsWith("/peers/"), peer);

        JsonPath clients = JsonPath.from(server.get("/api/client"));
        number = clients.getString("find { it.name == 'phone-anna' }.id");
        config = server.download("/api/client/" + number + "/configuration", "phone-anna.conf");

        assertEquals("10.8.0.2/32, fd00:8::2/128", StockClient.line(config, "Address"));
    }

    @Test
    @Order(2)
    void the_qr_code_read_by_another_decoder_is_the_configuration_byte_for_byte() throws Exception {
        Path png = server.download(peer + "/qr.png", "phone-anna.png");
        Path decoded = directory.resolve("phone-anna.decoded");

        warren.shell("zbarimg -q --raw -Sbinary %s > %s".formatted(png, decoded));

        assertArrayEquals(Files.readAllBytes(config), Files.readAllBytes(decoded));
    }

    @Test
    @Order(3)
    void a_stock_client_connects_and_pings_by_both_families() {
        client.start(config);

        Eventually.within(Duration.ofSeconds(10), "ping 10.8.0.1", () -> client.reaches("10.8.0.1"));
        assertTrue(client.reaches("fd00:8::1"));
    }

    @Test
    @Order(4)
    void within_two_seconds_it_is_online_with_endpoint_and_totals_everywhere() {
        Duration seen = Eventually.within(
                Duration.ofSeconds(4),
                "online",
                () -> live("latestHandshakeAt") != null && Long.parseLong(live("transferRx")) > 0);

        assertTrue(seen.toMillis() <= 2_500, "took " + seen);
        assertTrue(live("endpoint").startsWith("192.0.2.2:"), live("endpoint"));
        assertTrue(server.get("/peers").contains("Online"));
        assertTrue(server.metrics("/metrics/prometheus").contains("wireguard_connected_peers{interface=\"wg0\"} 1"));
        assertTrue(server.metrics("/q/metrics").contains("wireguard_peer_up{interface=\"wg0\",name=\"phone-anna\""));
        assertTrue(warren.run("wg", "show", "wg0", "peers").contains(live("publicKey")));
    }

    @Test
    @Order(5)
    void the_internet_is_reached_through_nat_by_both_families() {
        assertTrue(client.reaches("198.51.100.2"));
        assertTrue(client.reaches("2001:db8:2::2"));
    }

    @Test
    @Order(6)
    void a_hundred_megabytes_pass_both_ways_unharmed() {
        assertUnharmed(new Transfer(phone, warren, "10.8.0.1", 5001, directory, MEGABYTES).start());
        assertUnharmed(new Transfer(warren, phone, "10.8.0.2", 5002, directory, MEGABYTES).start());
    }

    @Test
    @Order(7)
    void a_client_that_moves_to_another_address_and_port_keeps_its_connections() {
        phone.slowDown("wlan");
        Transfer transfer = new Transfer(phone, warren, "10.8.0.1", 5003, directory, MEGABYTES).start();
        transfer.awaitSomeProgress();

        phone.shell("ip addr del 192.0.2.2/24 dev wlan && ip addr add 192.0.2.77/24 dev wlan");
        client.listenOn(40_404);

        assertUnharmed(transfer);
        Eventually.within(
                Duration.ofSeconds(20), "the new endpoint", () -> "192.0.2.77:40404".equals(live("endpoint")));
    }

    @Test
    @Order(8)
    void a_peer_that_is_switched_off_is_cut_off_at_once_and_back_at_once_when_switched_on() {
        server.post("/api/client/" + number + "/disable", "{}");
        assertFalse(client.reaches("10.8.0.1"));
        assertEquals("false", live("enabled"));

        server.post("/api/client/" + number + "/enable", "{}");
        Duration back = Eventually.within(Duration.ofSeconds(10), "back", () -> client.reaches("10.8.0.1"));
        assertTrue(back.toMillis() <= 1_500, "took " + back);
    }

    @Test
    @Order(9)
    void changes_of_other_peers_interrupt_nobody() {
        Process pings = phone.start("ping", "-n", "-i", "0.02", "-c", "200", "-W", "1", "10.8.0.1");
        for (int i = 0; i < 10; i++) {
            server.post("/api/client", "{\"name\":\"passer-by %d\",\"expiresAt\":null}".formatted(i));
        }
        String passerBy =
                JsonPath.from(server.get("/api/client?filter=passer-by")).getString("[0].id");
        server.post("/api/client/" + passerBy + "/disable", "{}");

        assertTrue(Namespace.finished(pings, "ping").contains(" 0% packet loss"));
    }

    @Test
    @Order(10)
    void a_port_that_another_program_has_is_refused_and_everything_stays_as_it_was() {
        warren.start("socat", "-u", "UDP-LISTEN:51999", "STDOUT");
        Eventually.within(
                Duration.ofSeconds(20),
                "the port is taken",
                () -> warren.run("ss", "-Hlun", "sport", "=", ":51999").contains(":51999"));
        String wg = JsonPath.from(server.get("/api/v1/interfaces")).getString("items[0].id");

        String answer = server.refused(
                "/interfaces/" + wg,
                "name=wg0&enabled=true&listenPort=51999&ipv4=10.8.0.1/24&ipv6=fd00:8::1/64&mtu=1420&endpoint=192.0.2.1"
                        + "&clientAllowedIps=0.0.0.0/0&clientKeepalive=0&fwmark=0&natIpv4=true&natIpv6=true");

        assertTrue(answer.contains("UDP port 51999, because another program does"), answer);
        assertEquals("51820", warren.run("wg", "show", "wg0", "listen-port").strip());
        assertTrue(client.reaches("10.8.0.1"));
        assertTrue(server.get("/interfaces/" + wg).contains("value=\"51820\""));
    }

    @Test
    @Order(11)
    void an_interface_that_somebody_deletes_comes_back_by_itself() {
        warren.run("ip", "link", "del", "wg0");

        Eventually.within(Duration.ofSeconds(15), "back", () -> client.reaches("10.8.0.1"));
    }

    @Test
    @Order(12)
    void a_transfer_outlives_a_restart_and_totals_go_on() {
        long before = Long.parseLong(live("transferRx"));
        Transfer transfer = new Transfer(phone, warren, "10.8.0.1", 5004, directory, MEGABYTES).start();
        transfer.awaitSomeProgress();

        server.stop();
        assertFalse(warren.succeeds("nft", "list", "table", "inet", "warren"), "the table is taken away");
        assertEquals("0", warren.run("cat", "/proc/sys/net/ipv4/ip_forward").strip());
        server.start();
        assertBackWithinThreeSeconds();

        assertUnharmed(transfer);
        server.awaitReady();
        assertTrue(Long.parseLong(live("transferRx")) > before, "totals go on");
    }

    @Test
    @Order(13)
    void after_a_kill_every_tunnel_is_back_and_no_total_went_backwards() {
        long before = Long.parseLong(live("transferRx"));

        server.kill();
        server.start();
        assertBackWithinThreeSeconds();
        server.awaitReady();

        assertTrue(Long.parseLong(live("transferRx")) >= before);
        assertTrue(client.reaches("198.51.100.2"), "NAT is back");
    }

    @Test
    @Order(14)
    void expiry_takes_effect_within_five_seconds() {
        String soon = Instant.now().plusSeconds(2).toString();
        server.post("/api/client/" + number, "{\"expiresAt\":\"" + soon + "\"}");

        Eventually.within(Duration.ofSeconds(7), "cut off", () -> !client.reaches("10.8.0.1"));
        assertTrue(server.get("/peers").contains("Expired"));
    }

    private void assertBackWithinThreeSeconds() {
        Eventually.within(
                Duration.ofMinutes(2), "the engine is up", () -> warren.succeeds("wg", "show", "wg0", "listen-port"));
        Duration back = Eventually.within(Duration.ofSeconds(20), "back", () -> client.reaches("10.8.0.1"));
        assertTrue(back.toMillis() <= 3_000, "took " + back);
    }

    private static void assertUnharmed(Transfer transfer) {
        assertEquals(transfer.sent(), transfer.received());
    }

    private String live(String field) {
        JsonPath clients = JsonPath.from(server.get("/api/client?filter=phone-anna"));
        Map<String, Object> found = clients.getMap("[0]");
        Object value = found.get(field);
        return value == null ? null : value.toString();
    }
}
