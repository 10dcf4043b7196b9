package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.interfaces.PeerFigures;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.TestEngines;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.TunnelFigures;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.AccessTerms.Barrier;
import dev.warren.peers.PeerStatus.State;
import dev.warren.web.ShiftedClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GatekeeperTest {

    @Inject
    TestInterfaces interfaces;

    @Inject
    PeerChanges changes;

    @Inject
    AccessEvents access;

    @Inject
    Ledger ledger;

    @Inject
    LivePeers live;

    @Inject
    Gatekeeper gatekeeper;

    @Inject
    TestEngines engines;

    @Inject
    ShiftedClock clock;

    private WgInterface wg;
    private Duration moved = Duration.ZERO;

    @BeforeEach
    void anInterface() {
        wg = interfaces.create();
    }

    @AfterEach
    void now() {
        move(moved.negated());
    }

    @Test
    void a_peer_is_turned_away_within_seconds_of_its_expiry() throws Exception {
        Member anna = create(Map.of(
                "name", "anna", "expiresAt", clock.instant().plusSeconds(60).toString()));

        move(Duration.ofSeconds(57)); // a jump, which has everybody looked at before
        assertEquals(Barrier.EXPIRED, access.next(anna.id()));
        assertEquals(State.EXPIRED, live.get(anna.id()).status().state());
    }

    @Test
    void a_clock_that_jumps_by_a_day_and_back_turns_away_and_lets_in_again() throws Exception {
        Member anna = create(Map.of(
                "name", "anna", "expiresAt", clock.instant().plusSeconds(3_600).toString()));

        move(Duration.ofDays(1));
        assertEquals(Barrier.EXPIRED, access.next(anna.id()));
        move(Duration.ofDays(-1));
        assertEquals(Barrier.NONE, access.next(anna.id()));
    }

    @Test
    void a_window_closes_and_opens() throws Exception {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        Member anna = create(Map.of(
                "name", "anna",
                "hours", "%1$tH:%1$tM-%2$tH:%2$tM".formatted(now.minusHours(1), now.plusHours(2)),
                "zone", "UTC"));
        assertEquals(State.NEVER, live.get(anna.id()).status().state());

        move(Duration.ofHours(3));
        assertEquals(Barrier.HOURS, access.next(anna.id()));
        assertTrue(live.get(anna.id()).status().reason().contains("next on"));
        move(Duration.ofHours(-3));
        assertEquals(Barrier.NONE, access.next(anna.id()));
    }

    @Test
    void a_peer_that_has_used_its_quota_stays_out_until_the_next_period() throws Exception {
        move(Duration.between(clock.instant(), noon()));
        Member anna = create(Map.of("name", "anna", "quotaBytes", "1000", "quotaPeriod", "day", "zone", "UTC"));
        ledger.write(traffic(anna, 10, 20));
        assertEquals(30, live.get(anna.id()).quotaUsed());

        ledger.write(traffic(anna, 500, 500));
        assertEquals(Barrier.QUOTA, access.next(anna.id()));
        assertEquals(State.OVER_QUOTA, live.get(anna.id()).status().state());

        move(Duration.ofDays(1));
        assertEquals(Barrier.NONE, access.next(anna.id()));
        assertEquals(0, live.get(anna.id()).quotaUsed());
    }

    @Test
    void a_total_set_to_zero_lets_a_peer_in_again_whose_quota_was_used() throws Exception {
        Member anna = create(Map.of("name", "anna", "quotaBytes", "1000", "quotaPeriod", "total", "zone", "UTC"));
        ledger.write(traffic(anna, 600, 600));
        assertEquals(Barrier.QUOTA, access.next(anna.id()));

        changes.resetTotals(anna.id());

        assertEquals(0, live.get(anna.id()).receiveTotal());
        assertEquals(Barrier.NONE, access.next(anna.id()));
    }

    @Test
    void after_a_restart_expired_peers_and_those_outside_their_hours_stay_out() {
        Member anna = create(Map.of("name", "anna"));
        Member berta = create(Map.of("name", "berta", "hours", PeersApiTest.closed(clock.instant()), "zone", "UTC"));
        Member carla = create(Map.of("name", "carla"));
        QuarkusTransaction.requiringNew()
                .run(() -> Peer.update(
                        "access.expiresAt = ?1 where id = ?2", Instant.now().minusSeconds(60), carla.id()));

        engines.rebuild();

        assertEquals(Set.of(anna.key()), engines.peers(wg));
        assertEquals(State.OUTSIDE_WINDOW, live.get(berta.id()).status().state());
    }

    @Test
    void a_quota_that_only_notifies_keeps_nobody_out() throws SQLException {
        Member anna = create(Map.of("name", "anna", "quotaBytes", "1000", "quotaAction", "notify"));

        ledger.write(traffic(anna, 600, 600));

        assertEquals(State.NEVER, live.get(anna.id()).status().state());
        assertTrue(gatekeeper.isAdmitted(anna, clock.instant()));
    }

    private Member create(Map<String, String> fields) {
        return changes.create(wg.id(), PeerChangesTest.form(fields));
    }

    /// Of tomorrow: no day ends soon.
    private Instant noon() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36));
    }

    private void move(Duration by) {
        clock.advance(by);
        moved = moved.plus(by);
    }

    private Snapshot traffic(Member member, long receive, long transmit) {
        var figures = new PeerFigures(null, null, receive, transmit, 0, 0);
        return new Snapshot(
                clock.instant(),
                Map.of(wg.id(), new TunnelFigures(wg.name(), true, null, Map.of(member.key(), figures), Map.of())));
    }
}
