package dev.warren.traffic;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.events.EventLog;
import dev.warren.events.TestEvents;
import dev.warren.interfaces.InterfacesConfig;
import dev.warren.interfaces.PeerFigures;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.TunnelFigures;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.LivePeers;
import dev.warren.peers.Member;
import dev.warren.peers.Roster;
import dev.warren.peers.TestPeers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionsTest {

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    TestAccounts accounts;

    @Inject
    SnapshotClock snapshots;

    @Inject
    Roster roster;

    @Inject
    LivePeers live;

    @Inject
    SessionTable table;

    @Inject
    EventLog events;

    @Inject
    TestEvents settled;

    @Inject
    InterfacesConfig interfacesConfig;

    @Inject
    InstantSource clock;

    private Instant start;
    private WgInterface wg;
    private Member anna;
    private Sessions sessions;

    @BeforeEach
    void aPeer() throws SQLException {
        start = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        wg = interfaces.create();
        anna = peers.create(wg, "anna");
        sessions = sessions();
    }

    @Test
    void a_session_is_there_from_its_handshake_until_the_peer_was_last_heard_of() throws Exception {
        look(1, 0, 0, "192.0.2.1");
        look(60, 0, 148, "198.51.100.7");

        sessionsOf(anna)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].endedAt", nullValue())
                .body("items[0].beganAt", equalTo(start.toString()))
                .body("items[0].firstEndpoint", equalTo("192.0.2.1:51820"))
                .body("items[0].lastEndpoint", equalTo("198.51.100.7:51820"));

        look(241, 0, 148, "198.51.100.7");

        sessionsOf(anna)
                .then()
                .body("items[0].endedAt", equalTo(start.plusSeconds(60).toString()))
                .body("items[0].duration", equalTo(60));
        assertEquals(List.of("connected", "disconnected"), kinds());
    }

    @Test
    void a_session_goes_on_after_a_restart() throws Exception {
        look(1, 0, 0, "192.0.2.1");
        sessions = sessions();
        look(30, 29, 0, "192.0.2.1");

        sessionsOf(anna).then().body("items", hasSize(1)).body("items[0].endedAt", nullValue());
        assertEquals(List.of("connected"), kinds());
    }

    @Test
    void sessions_come_in_pages_newest_first() throws Exception {
        for (int i = 0; i < 3; i++) {
            look(i * 1_000 + 1, i * 1_000, i, "192.0.2.1");
            look(i * 1_000 + 500, i * 1_000, i, "192.0.2.1");
        }
        sessions.settle();

        String next = as(Role.AUDITOR)
                .get(path(anna.id()) + "?limit=2")
                .then()
                .body("items", hasSize(2))
                .body("items[0].beganAt", equalTo(start.plusSeconds(2_000).toString()))
                .body("next", notNullValue())
                .extract()
                .path("next");
        as(Role.AUDITOR)
                .queryParam("after", next)
                .get(path(anna.id()))
                .then()
                .body("items", hasSize(1))
                .body("items[0].beganAt", equalTo(start.toString()))
                .body("next", nullValue());
        as(Role.AUDITOR)
                .get(path(anna.id()) + "?sort=beganAt")
                .then()
                .body("items[0].beganAt", equalTo(start.toString()))
                .body("items[2].beganAt", equalTo(start.plusSeconds(2_000).toString()));
    }

    @Test
    void the_page_of_sessions_goes_on_and_back() throws Exception {
        look(1, 0, 0, "192.0.2.1");
        look(500, 0, 0, "192.0.2.1");
        look(1_001, 1_000, 1, "192.0.2.1");
        sessions.settle();
        var first = page("/peers/%s/sessions?limit=1".formatted(anna.id()));
        first.then().body(containsString("Still there"));
        var second = page(way(first, "next") + "&limit=1");
        second.then().body(not(containsString("Still there")));
        page(way(second, "prev") + "&limit=1").then().body(containsString("Still there"));
    }

    private Response page(String path) {
        return as(Role.AUDITOR).accept("text/html").urlEncodingEnabled(false).get(path);
    }

    private static String way(Response page, String rel) {
        return page.htmlPath().getString("**.find { it.@rel.text() == '%s' }.@href".formatted(rel));
    }

    @Test
    void the_list_is_for_those_who_see_all_peers() {
        given().get(path(anna.id())).then().statusCode(401);
        as(Role.USER).get(path(anna.id())).then().statusCode(anyOf(is(403), is(404)));
        as(Role.ADMIN).get(path(UUID.randomUUID())).then().statusCode(404);
        as(Role.ADMIN).get(path(anna.id()) + "?limit=0").then().statusCode(422);
        as(Role.ADMIN).get(path(anna.id()) + "?after=guess").then().statusCode(422);
        as(Role.ADMIN).post(path(anna.id())).then().statusCode(anyOf(is(404), is(405)));
    }

    /// A second's look at a peer whose handshake was at second `handshake`.
    private void look(int second, int handshake, long received, String address) {
        var figures = new PeerFigures(
                new InetSocketAddress(address, 51820), start.plusSeconds(handshake), received, received, 0, 0);
        sessions.look(new Snapshot(
                start.plusSeconds(second),
                Map.of(wg.id(), new TunnelFigures(wg.name(), true, null, Map.of(anna.key(), figures), Map.of()))));
    }

    private Sessions sessions() throws SQLException {
        if (sessions != null) {
            sessions.settle();
        }
        var settings = new HistoryTest.Settings(
                true, Duration.ofDays(1), Duration.ofDays(31), Duration.ofDays(1095), Duration.ofDays(90));
        var fresh = new Sessions(snapshots, roster, live, table, events, settings, interfacesConfig, clock);
        fresh.resume();
        return fresh;
    }

    private Response sessionsOf(Member peer) {
        sessions.settle();
        return as(Role.AUDITOR).get(path(peer.id()));
    }

    private List<String> kinds() {
        settled.settle();
        return as(Role.ADMIN)
                .get("/api/v1/events?sort=at&kind=connected,disconnected&subject=" + anna.id())
                .jsonPath()
                .getList("items.kind");
    }

    private static String path(UUID id) {
        return "/api/v1/peers/" + id + "/sessions";
    }

    private RequestSpecification as(Role role) {
        return given().cookie("warren_session", accounts.session(role));
    }
}
