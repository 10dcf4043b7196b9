package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.interfaces.IpText;
import dev.warren.interfaces.PeerFigures;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.TunnelFigures;
import dev.warren.interfaces.WgInterface;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LedgerTest {

    private static final Instant HANDSHAKE = Instant.parse("2026-11-21T12:00:00Z");

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    Roster roster;

    @Inject
    PeerTotals totals;

    @Inject
    SnapshotClock clock;

    private WgInterface wg;
    private Member anna;
    private Ledger ledger;

    @BeforeEach
    void aPeer() {
        wg = interfaces.create();
        anna = peers.create(wg, "anna");
        ledger = new Ledger(roster, totals, clock);
    }

    @Test
    void totals_go_on_where_the_process_before_left_off() throws SQLException {
        ledger.write(snapshot(1_000, 500));
        Ledger next = new Ledger(roster, totals, clock);
        next.load(totals.read(wg.id()));

        next.write(snapshot(20, 10));

        assertEquals(1_020, next.standing(anna.id()).receiveBytes());
        assertEquals(510, totals.read(wg.id()).get(anna.id()).transmitBytes());
    }

    @Test
    void handshake_and_endpoint_are_there_after_a_restart() throws SQLException {
        ledger.write(snapshot(1, 1));

        Standing stored = totals.read(wg.id()).get(anna.id());

        assertEquals(HANDSHAKE, stored.latestHandshake());
        assertEquals("[2001:db8::7]:51820", IpText.of(stored.endpoint()));
    }

    @Test
    void writing_the_same_figures_twice_changes_nothing() throws SQLException {
        ledger.write(snapshot(100, 100));

        assertEquals(0, ledger.write(snapshot(100, 100)));
        assertEquals(100, totals.read(wg.id()).get(anna.id()).receiveBytes());
    }

    @Test
    void a_total_never_goes_backwards() throws SQLException {
        ledger.write(snapshot(100, 100));
        ledger.write(snapshot(40, 200));

        assertEquals(100, ledger.standing(anna.id()).receiveBytes());
        assertEquals(200, ledger.standing(anna.id()).transmitBytes());
    }

    @Test
    void figures_of_a_peer_that_was_deleted_meanwhile_hinder_nobody() throws SQLException {
        Member berta = peers.create(wg, "berta");
        totals.write(List.of(
                new PeerTotals.Row(UUID.randomUUID(), new Standing(1, 1, null, null, 0, null)),
                new PeerTotals.Row(berta.id(), new Standing(7, 8, null, null, 0, null))));

        assertEquals(7, totals.read(wg.id()).get(berta.id()).receiveBytes());
    }

    private Snapshot snapshot(long receive, long transmit) {
        var figures = new PeerFigures(new InetSocketAddress("2001:db8::7", 51820), HANDSHAKE, receive, transmit, 0, 0);
        return new Snapshot(
                Instant.now(),
                Map.of(wg.id(), new TunnelFigures(wg.name(), true, null, Map.of(anna.key(), figures), Map.of())));
    }
}
