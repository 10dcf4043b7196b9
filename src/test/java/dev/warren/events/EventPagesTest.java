package dev.warren.events;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.Member;
import dev.warren.peers.PeerChanges;
import dev.warren.peers.TestPeers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EventPagesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    PeerChanges changes;

    @Inject
    EventLog log;

    private String auditor;
    private WgInterface wg;
    private Member peer;
    private String name;

    @BeforeEach
    void a_peer_that_was_made_and_disabled() {
        auditor = accounts.session(Role.AUDITOR);
        wg = interfaces.create();
        name = "phone-" + UUID.randomUUID();
        peer = peers.create(wg, name);
        changes.disable(peer.id());
        log.write();
    }

    @Test
    void a_line_says_what_happened_to_whom_and_leads_there() {
        page("/events?subject=" + name)
                .then()
                .body("**.findAll { it.@class == 'cell-what' }[0].text()", equalTo("Changed"))
                .body("**.findAll { it.@class == 'cell-what' }[1].text()", equalTo("Created"))
                .body(containsString("disabled by Warren"))
                .body(containsString("/peers/" + peer.id()));
    }

    @Test
    void every_filter_holds_and_stays_in_its_field() {
        page("/events?q=" + name + "&kind=changed")
                .then()
                .body("**.findAll { it.@class == 'cell-what' }.size()", equalTo(1))
                .body(containsString("value=\"changed\" selected"))
                .body(containsString("value=\"" + name + "\""));
        page("/events?interface=" + wg.id())
                .then()
                .body(containsString(peer.id().toString()))
                .body(containsString("/interfaces/" + wg.id()));
        page("/events?interface=" + interfaces.create().id())
                .then()
                .body(not(containsString(peer.id().toString())));
        page("/events?type=user&subject=" + name).then().body(containsString("Nothing matches"));
        page("/events?until=2001-01-01T00:00&subject=" + name).then().body(containsString("Nothing matches"));
        page("/events?from=2001-01-01T00:00&subject=" + name).then().body(containsString("Created"));
    }

    @Test
    void a_time_that_is_none_is_refused_at_its_field() {
        page("/events?from=yesterday")
                .then()
                .body(containsString("id=\"from-error\""))
                .body(containsString("value=\"yesterday\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "peer"})
    void the_list_goes_on_and_back(String which) {
        var first = page((which.equals("all") ? "/events?subject=" + name : "/peers/" + peer.id() + "/events?sort=-at")
                + "&limit=1");
        first.then().body(containsString("disabled by")).body(not(containsString("First page")));
        var second = page(way(first, "next") + "&limit=1");
        second.then().body(not(containsString("disabled by")));
        page(way(second, "prev") + "&limit=1")
                .then()
                .body(containsString("disabled by"))
                .body(not(containsString("First page")));
        page((which.equals("all") ? "/events?sort=at&subject=" + name : "/peers/" + peer.id() + "/events?sort=at")
                        + "&limit=1")
                .then()
                .body(not(containsString("disabled by")));
    }

    @Test
    void what_is_no_interface_is_not_found() {
        given().cookie("warren_session", auditor)
                .accept("text/html")
                .get("/events?interface=wg0")
                .then()
                .statusCode(404)
                .body(containsString("There is no such interface."));
    }

    @Test
    void of_what_is_gone_no_page_is_promised() {
        changes.delete(peer.id());
        log.write();
        page("/events?kind=deleted&subject=" + name)
                .then()
                .body(containsString("Deleted"))
                .body(not(containsString("/peers/" + peer.id())));
    }

    @Test
    void it_is_for_those_who_see_all_peers() {
        for (var role : Role.values()) {
            given().cookie("warren_session", accounts.session(role))
                    .accept("text/html")
                    .get("/events")
                    .then()
                    .statusCode(role == Role.USER ? 403 : 200);
        }
        given().accept("text/html")
                .redirects()
                .follow(false)
                .get("/events")
                .then()
                .statusCode(303);
    }

    private Response page(String path) {
        var page = given().urlEncodingEnabled(false)
                .cookie("warren_session", auditor)
                .accept("text/html")
                .get(path);
        page.then().statusCode(200);
        return page;
    }

    private static String way(Response page, String rel) {
        return page.htmlPath().getString("**.find { it.@rel.text() == '%s' }.@href".formatted(rel));
    }
}
