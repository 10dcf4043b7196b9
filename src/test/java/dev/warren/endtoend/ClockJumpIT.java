package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.endtoend.Server.Answer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// Somebody sets the clock of the machine a day ahead, right again, a day back and right again, while Warren and its
/// PostgreSQL run and peers are connected. The steps build on one another.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClockJumpIT {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final Duration GUARD = Duration.ofSeconds(20);
    private static final Pattern TROUBLE = Pattern.compile(" (ERROR|FATAL) |^\\s+at |Exception");

    private Namespace warren;
    private Namespace phone;
    private Namespace laptop;
    private Namespace office;
    private Path directory;
    private WallClock clock;
    private Server server;
    private StockClient anna;
    private StockClient guest;
    private StockClient site;
    private Instant begin;

    /// Never disturbed.
    private String annaId;

    /// Expires in twelve hours, and is never dialled.
    private String guestId;

    /// Never dials.
    private String siteId;

    private String token;
    private Path browser;
    private Path otherBrowser;
    private Figures before = new Figures(0, 0, 0);
    private long usedTomorrow;

    /// What is known of Anna's traffic.
    private record Figures(long received, long sent, long history) {}

    @BeforeAll
    void aServerAndThreeClients() {
        begin = Instant.now();
        directory = Server.emptyDirectory("clock-jump");
        warren = new Namespace("ks");
        phone = new Namespace("kp");
        laptop = new Namespace("kl");
        office = new Namespace("ko");
        Namespace.connect(warren, phone);
        near(laptop, "lan2", "198.51.100", "2001:db8:2");
        near(office, "lan3", "203.0.113", "2001:db8:3");
        clock = new WallClock();
        server = new Server(warren, phone, directory, "192.0.2.1");
        clock.wind(server);
        server.start();
        server.awaitReady();

        annaId = peer("""
                {"name": "anna",
                 "quota": {"bytes": 1000000000, "period": "day", "counts": "both", "action": "disable"}}""");
        guestId = peer("""
                {"name": "guest", "responder": true, "expiresAt": "%s"}""".formatted(begin.plus(Duration.ofHours(12))));
        siteId = peer("{\"name\": \"site\"}");
        anna = connected(phone, "anna", annaId);
        guest = connected(laptop, "guest", guestId);
        site = connected(office, "site", siteId);
        office.shell("nft add table inet quiet"
                + " && nft 'add chain inet quiet out { type filter hook output priority 0; }'"
                + " && nft add rule inet quiet out udp length 156 drop"); // what begins a handshake

        token = server.done("POST", "/api/v1/account/tokens", "{\"name\": \"program\", \"scopes\": [\"read\"]}")
                .json()
                .getString("token");
        browser = signedIn("remembered", "&remember=true");
        otherBrowser = signedIn("not-remembered", "");
    }

    @AfterAll
    void nothingIsLeft() throws IOException {
        for (Namespace namespace : new Namespace[] {office, laptop, phone, warren}) {
            if (namespace != null) {
                namespace.close();
            }
        }
        if (clock != null) {
            clock.close();
        }
    }

    @Test
    @Order(1)
    void a_day_ahead_who_has_expired_is_cut_off_and_nobody_else() {
        during(DAY, () -> {
            Eventually.within(PROMISED, "cut off", () -> !isLetIn("10.8.0.3/32"));
            assertEquals("expired", state(guestId));
            assertFalse(guest.reaches("10.8.0.1"));
            assertEquals(401, statusOf(otherBrowser), "a session that ends in twelve hours");
            usedTomorrow = quotaUsed();
        });
    }

    @Test
    @Order(2)
    void back_again_the_expired_one_is_let_in_and_the_clock_is_said_to_have_been_set_back() {
        during(Duration.ZERO, () -> {
            Eventually.within(PROMISED, "let in", () -> isLetIn("10.8.0.3/32"));
            assertDials();
            assertTrue(quotaUsed() >= usedTomorrow, "the quota of tomorrow is not given twice");
            assertTrue(doctor().contains("the clock was set back"), doctor());
        });
    }

    @Test
    @Order(3)
    void a_day_back_everybody_still_comes_in() {
        during(DAY.negated(), this::assertDials);
    }

    @Test
    @Order(4)
    void right_again_everybody_still_comes_in() {
        during(Duration.ZERO, this::assertDials);
    }

    @Test
    @Order(5)
    void what_was_done_is_written_down_with_the_time_of_its_clock() {
        for (String list : List.of("/api/v1/audit", "/api/v1/events")) {
            List<Instant> times = JsonPath.from(server.get(list + "?limit=500")).<String>getList("items.at").stream()
                    .map(Instant::parse)
                    .toList();
            for (Duration jump : List.of(DAY, Duration.ZERO, DAY.negated())) {
                Instant about = begin.plus(jump);
                assertTrue(
                        times.stream()
                                .anyMatch(at -> !at.isBefore(about) && at.isBefore(about.plus(Duration.ofHours(1)))),
                        () -> "%s has nothing of %s: %s".formatted(list, about, times));
            }
        }
    }

    @Test
    @Order(6)
    void a_restart_finds_everything_as_it_was_and_nothing_has_gone_wrong() {
        server.stop();
        server.start();
        server.awaitReady();

        Eventually.within(GUARD, "anna is back", () -> anna.reaches("10.8.0.1"));
        guest.reconnect();
        Eventually.within(GUARD, "the guest is back", () -> guest.reaches("10.8.0.1"));
        assertFiguresOnlyGrow();
        assertEquals(200, statusOf(browser));
        List<String> trouble = server.log()
                .lines()
                .filter(line -> TROUBLE.matcher(line).find())
                .toList();
        assertEquals(List.of(), trouble);
    }

    /// Sets the clock among the pings of somebody, who has to notice nothing, and checks what holds at any time.
    private void during(Duration ahead, Runnable checks) {
        Process pings = phone.start("ping", "-n", "-i", "0.1", "-c", "40", "-W", "5", "10.8.0.1");
        Eventually.within(GUARD, "pings", () -> hasPrinted(pings));
        clock.set(ahead);
        checks.run();

        assertServerDials();
        assertEquals(200, server.call("GET", "/q/health/ready", "").status());
        assertFalse(doctor().contains("database's machine"), "PostgreSQL has the same time");
        assertFiguresOnlyGrow();
        assertEquals(200, server.status("/api/v1/peers", "-H", "Authorization: Bearer " + token));
        assertEquals(200, statusOf(browser), "a session that lasts a month");
        String output = Namespace.finished(pings, "ping");
        assertTrue(output.contains(" 0% packet loss"), output);
    }

    private void assertDials() {
        guest.reconnect();
        Eventually.within(GUARD, "a handshake that the guest begins", () -> guest.reaches("10.8.0.1"));
    }

    /// Switched off and on, the site has no session any more, and can't begin one itself.
    private void assertServerDials() {
        server.done("DELETE", "/api/v1/peers/" + siteId + "/activation", "");
        assertFalse(site.reaches("10.8.0.1"));
        server.done("PUT", "/api/v1/peers/" + siteId + "/activation", "");
        Eventually.within(
                GUARD,
                "a handshake that the server begins",
                () -> warren.succeeds("ping", "-n", "-c", "1", "-W", "1", "10.8.0.4"));
    }

    private void assertFiguresOnlyGrow() {
        JsonPath peer = JsonPath.from(server.get("/api/v1/peers/" + annaId));
        var now = new Figures(peer.getLong("live.receiveBytes"), peer.getLong("live.transmitBytes"), history("hour"));
        assertTrue(now.received() >= before.received() && now.sent() >= before.sent(), () -> before + " → " + now);
        assertTrue(peer.getLong("quota.used") <= now.received() + now.sent(), () -> "counted twice: " + now);
        assertTrue(now.history() >= before.history(), () -> "forgotten: " + before + " → " + now);
        assertTrue(now.history() <= now.received() + now.sent(), () -> "counted twice: " + now);
        assertEquals(now.history(), history("day"));
        before = now;
    }

    private long quotaUsed() {
        return JsonPath.from(server.get("/api/v1/peers/" + annaId)).getLong("quota.used");
    }

    private long history(String step) {
        Answer answer = server.done(
                "GET",
                "/api/v1/peers/%s/history?step=%s&from=%s&to=%s"
                        .formatted(annaId, step, begin.minus(DAY.multipliedBy(3)), begin.plus(DAY.multipliedBy(3))),
                "");
        return Stream.of("points.receiveBytes", "points.transmitBytes")
                .flatMap(path -> answer.json().<Number>getList(path).stream())
                .mapToLong(Number::longValue)
                .sum();
    }

    private void near(Namespace namespace, String device, String ipv4, String ipv6) {
        Namespace.connect(
                warren, device, ipv4 + ".1/24", ipv6 + "::1/64", namespace, "eth", ipv4 + ".2/24", ipv6 + "::2/64");
        namespace.run("ip", "route", "add", "192.0.2.1/32", "via", ipv4 + ".1");
    }

    private String peer(String json) {
        return server.done("POST", "/api/v1/peers", json).json().getString("id");
    }

    private StockClient connected(Namespace home, String name, String peer) {
        var client = new StockClient(home);
        client.start(server.download("/api/v1/peers/" + peer + "/config", name + ".conf"));
        Eventually.within(GUARD, name + " connects", () -> client.reaches("10.8.0.1"));
        return client;
    }

    private boolean isLetIn(String address) {
        return warren.run("wg", "show", "wg0", "allowed-ips").contains(address);
    }

    private String state(String peer) {
        return JsonPath.from(server.get("/api/v1/peers/" + peer)).getString("state");
    }

    private String doctor() {
        return server.get("/api/v1/system/doctor");
    }

    /// Signs in as a browser does, and returns where its cookie is.
    private Path signedIn(String name, String more) {
        Path cookies = directory.resolve(name);
        String fields = "username=" + Server.USER + "&password=" + Server.PASSWORD.replace(' ', '+') + more;
        phone.run("curl", "-sSf", "-m", "20", "-c", cookies.toString(), "-d", fields, server.url("/sign-in"));
        assertEquals(200, statusOf(cookies));
        return cookies;
    }

    private int statusOf(Path cookies) {
        return server.status("/api/v1/account", "-b", cookies.toString());
    }

    private static boolean hasPrinted(Process process) {
        try {
            return process.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
