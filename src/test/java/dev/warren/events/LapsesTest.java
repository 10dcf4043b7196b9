package dev.warren.events;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.AccessChanged;
import dev.warren.peers.AccessTerms.Barrier;
import dev.warren.peers.Member;
import dev.warren.peers.QuotaReached;
import dev.warren.peers.TestPeers;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LapsesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    EventLog log;

    @Inject
    Lapses lapses;

    @Inject
    Event<AccessChanged> accessChanged;

    @Inject
    Event<QuotaReached> quotaReached;

    private Member anna;

    @BeforeEach
    void aPeer() {
        anna = peers.create(interfaces.create(), "anna");
    }

    @Test
    void the_end_of_a_peers_time_is_an_event_and_that_of_its_hours_is_none() {
        accessChanged.fire(new AccessChanged(anna, Barrier.HOURS));
        accessChanged.fire(new AccessChanged(anna, Barrier.NONE));
        accessChanged.fire(new AccessChanged(anna, Barrier.EXPIRED));

        assertEquals(List.of("expired"), lapses().getList("items.kind"));
    }

    @Test
    void a_quota_that_is_used_up_is_an_event_with_how_much_that_is() {
        quotaReached.fire(new QuotaReached(anna, 1_250_000));

        assertEquals(List.of("over-quota"), lapses().getList("items.kind"));
        assertEquals(List.of("1.25\u00a0MB used"), lapses().getList("items.detail"));
    }

    @Test
    void who_expired_while_warren_was_down_is_told_once_with_the_time_at_which_it_was() {
        QuarkusTransaction.requiringNew()
                .run(() -> Panache.getEntityManager()
                        .createNativeQuery("update peer set expires_at = now() - interval '2 hours' where id = :id")
                        .setParameter("id", anna.id())
                        .executeUpdate());

        lapses.begin(new StartupEvent());
        JsonPath told = lapses();
        lapses.begin(new StartupEvent());

        assertEquals(List.of("expired"), told.getList("items.kind"));
        assertEquals(List.of("while Warren was not running"), told.getList("items.detail"));
        Duration age = Duration.between(Instant.parse(told.getString("items[0].at")), Instant.now());
        assertTrue(age.compareTo(Duration.ofMinutes(119)) > 0, age::toString);
        assertEquals(1, lapses().getList("items").size());
    }

    private JsonPath lapses() {
        log.write();
        return given().cookie("warren_session", accounts.session(Role.AUDITOR))
                .get("/api/v1/events?kind=expired,over-quota&subject=" + anna.id())
                .jsonPath();
    }
}
