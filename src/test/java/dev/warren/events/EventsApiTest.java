package dev.warren.events;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.Member;
import dev.warren.peers.PeerChanges;
import dev.warren.peers.TestPeers;
import dev.warren.web.Rejection;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventsApiTest {

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

    @TestHTTPResource("/api/v1/events")
    URI events;

    private WgInterface wg;
    private Member anna;

    @BeforeEach
    void aPeer() {
        wg = interfaces.create();
        anna = peers.create(wg, "anna");
    }

    @Test
    void a_peers_life_is_a_list_of_events_newest_first() {
        changes.disable(anna.id());
        changes.delete(anna.id());

        of(anna).body("items.kind", equalTo(List.of("deleted", "changed", "created")))
                .body("items[1].detail", equalTo("disabled by Warren"))
                .body("items[2].subjectType", equalTo("peer"))
                .body("items[2].subjectName", equalTo("anna"))
                .body("items[2].at", notNullValue());
    }

    @Test
    void a_change_that_is_rolled_back_did_not_happen() {
        try {
            peers.create(wg, "anna");
        } catch (Rejection taken) {
            assertEquals(422, taken.status());
        }
        list("q=anna&subject=" + anna.id()).body("items", hasSize(1));
    }

    @Test
    void a_wrong_password_is_an_event() {
        String name = "eve" + System.nanoTime();
        given().redirects()
                .follow(false)
                .header("X-Forwarded-For", "203.0.113.77")
                .formParam("username", name)
                .formParam("password", "guess")
                .post("/sign-in");

        list("kind=sign-in-failed&q=" + name).body("items", hasSize(1));
    }

    @Test
    void the_list_comes_in_pages_both_ways_and_filtered() {
        changes.disable(anna.id());
        changes.enable(anna.id());

        String next = list("limit=2&subject=" + anna.id())
                .body("items", hasSize(2))
                .extract()
                .path("next");
        list("subject=" + anna.id() + "&after=" + next).body("items.kind", equalTo(List.of("created")));
        list("sort=at&subject=" + anna.id()).body("items.kind", equalTo(List.of("created", "changed", "changed")));
        list("kind=created,deleted&subject=" + anna.id()).body("items", hasSize(1));
        list("to=2020-01-01T00:00:00Z&subject=" + anna.id()).body("items", hasSize(0));
        list("from=2020-01-01T00:00:00Z&subject=" + anna.id()).body("items", hasSize(3));
    }

    @Test
    void what_can_not_be_is_refused_with_its_field() {
        refused("kind=eaten", "kind");
        refused("interface=wg0", "interface");
        refused("from=yesterday", "from");
        refused("to=tomorrow", "to");
        refused("sort=detail", "sort");
        refused("limit=501", "limit");
        refused("after=guess", "after");
    }

    @Test
    void the_stream_tells_what_happens_and_after_a_break_what_was_missed() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        try {
            BlockingQueue<String> told = listen(client, null);
            while (!next(told).equals(":events")) {
                // What happened before, if it has just been written.
            }
            Member berta = peers.create(wg, "berta");
            String id = event(told, "created", berta);

            changes.disable(berta.id());
            changes.delete(berta.id());
            log.write();

            BlockingQueue<String> again = listen(client, id);
            event(again, "changed", berta);
            event(again, "deleted", berta);
        } finally {
            client.shutdownNow(); // close() would wait for the end of the streams
        }
    }

    @Test
    void events_are_for_those_who_see_all_peers() {
        accounts.user(Role.ADMIN); // until there is somebody, the setup is all there is
        given().get("/api/v1/events").then().statusCode(401);
        as(Role.USER).get("/api/v1/events").then().statusCode(403);
        as(Role.USER).accept("text/event-stream").get("/api/v1/events").then().statusCode(403);
        as(Role.AUDITOR).get("/api/v1/events").then().statusCode(200);
        as(Role.ADMIN).post("/api/v1/events").then().statusCode(anyOf(is(404), is(405)));
    }

    /// Waits for the event of this kind about `peer` among those of other tests, and returns its id.
    private static String event(BlockingQueue<String> told, String kind, Member peer) throws InterruptedException {
        String id = "";
        String name = "";
        while (true) {
            String line = next(told);
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:") && line.contains(peer.id().toString()) && name.equals(kind)) {
                return id;
            }
        }
    }

    private static String next(BlockingQueue<String> told) throws InterruptedException {
        String line = told.poll(60, TimeUnit.SECONDS);
        assertTrue(line != null, "nothing came within a minute");
        return line;
    }

    private BlockingQueue<String> listen(HttpClient client, String last) {
        var request = HttpRequest.newBuilder(events)
                .header("Accept", "text/event-stream")
                .header("Cookie", "warren_session=" + accounts.session(Role.AUDITOR));
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(response ->
                        response.body().filter(line -> !line.isEmpty()).forEach(told::add));
        return told;
    }

    private ValidatableResponse of(Member peer) {
        return list("subject=" + peer.id());
    }

    private ValidatableResponse list(String query) {
        log.write();
        return as(Role.AUDITOR).get("/api/v1/events?" + query).then().statusCode(200);
    }

    private void refused(String query, String field) {
        as(Role.ADMIN)
                .get("/api/v1/events?" + query)
                .then()
                .statusCode(422)
                .body("errors[0].field", containsString(field));
    }

    private RequestSpecification as(Role role) {
        return given().cookie("warren_session", accounts.session(role));
    }
}
