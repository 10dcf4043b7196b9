package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LiveEventsTest {

    @TestHTTPResource("/live")
    URI live;

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    PeerChanges changes;

    @Test
    void the_first_event_has_everybody_and_the_next_ones_only_what_has_changed() throws Exception {
        WgInterface wg = interfaces.create();
        Member anna = peers.create(wg, "anna");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> stream = client.send(
                    HttpRequest.newBuilder(live)
                            .header("Cookie", "warren_session=" + accounts.session(Role.AUDITOR))
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = stream.body()) {
                Iterator<String> events =
                        lines.filter(line -> line.startsWith("data:")).iterator();
                String first = events.next();
                assertTrue(first.contains("\"" + anna.id() + "\":{\"state\":\"never\""), first);

                Member berta = peers.create(wg, "berta");
                String later = events.next();
                while (!later.contains(berta.id().toString())) {
                    later = events.next();
                }
                assertFalse(later.contains(anna.id().toString()), later);
            }
            client.shutdownNow();
        }
    }

    @Test
    void the_reasons_of_states_are_in_the_language_of_the_page() throws Exception {
        Member anna = peers.create(interfaces.create(), "anna");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> stream = client.send(
                    HttpRequest.newBuilder(live)
                            .header("Cookie", "warren_session=" + accounts.session(Role.AUDITOR))
                            .header("Accept-Language", "de")
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = stream.body()) {
                String first = lines.filter(line -> line.startsWith("data:"))
                        .findFirst()
                        .orElseThrow();
                assertTrue(first.contains("\"reason\":\"Noch kein Handshake.\""), first);
            }
            client.shutdownNow();
        }
    }

    @Test
    void a_user_of_the_api_hears_of_their_own_peers_alone_and_of_those_that_go() throws Exception {
        WgInterface wg = interfaces.create();
        User user = accounts.user(Role.USER);
        Member other = peers.create(wg, "other");
        Member own = changes.create(wg.id(), PeerForm.named("own").with(PeerField.OWNER, user.name()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> stream = client.send(
                    HttpRequest.newBuilder(live.resolve("/api/v1/peers/live"))
                            .header("Cookie", "warren_session=" + accounts.session(user))
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            assertEquals(200, stream.statusCode());
            try (Stream<String> lines = stream.body()) {
                Iterator<String> events =
                        lines.filter(line -> line.startsWith("data:")).iterator();
                String first = events.next();
                assertTrue(first.contains(own.id().toString()), first);
                assertFalse(first.contains(other.id().toString()), first);

                changes.delete(own.id());
                String later = events.next();
                while (!later.contains("\"gone\":[\"" + own.id())) {
                    later = events.next();
                }
            }
            client.shutdownNow();
        }
    }

    @Test
    void nobody_listens_without_signing_in() throws Exception {
        accounts.user(Role.ADMIN);
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(
                    401,
                    client.send(
                                    HttpRequest.newBuilder(live)
                                            .header("Accept", "text/event-stream")
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode());
        }
    }
}
