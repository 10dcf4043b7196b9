package dev.warren.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.peers.Member;
import dev.warren.peers.PeerStatus;
import dev.warren.peers.TestPeers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SamplerTest {

    private static final Instant START = Instant.parse("2031-05-01T10:00:00Z");

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    SnapshotClock snapshots;

    @Inject
    LivePeers live;

    @Inject
    DataSource database;

    @Inject
    InstantSource clock;

    private final AtomicBoolean databaseGone = new AtomicBoolean();
    private WgInterface wg;
    private Member anna;
    private Sampler sampler;

    @BeforeEach
    void aPeer() {
        wg = interfaces.create();
        anna = peers.create(wg, "anna");
        sampler = sampler();
    }

    @Test
    void each_minute_has_what_was_moved_in_it() throws SQLException {
        write(0, 100);
        write(1, 250);
        write(2, 250);
        write(3, 1_250);

        assertEquals(List.of(new Sample(minute(1), 150, 150), new Sample(minute(3), 1_000, 1_000)), samples());
    }

    @Test
    void a_crash_loses_the_minute_that_had_begun_and_nothing_else() throws SQLException {
        write(0, 100);
        write(1, 300);
        sampler = sampler();

        write(2, 350);
        write(3, 400);

        assertEquals(List.of(new Sample(minute(1), 200, 200), new Sample(minute(3), 50, 50)), samples());
    }

    @Test
    void an_orderly_end_writes_the_minute_that_had_begun() throws SQLException {
        write(0, 100);
        write(1, 300);
        sampler.write(minute(2), List.of(total(310)), minute(2).plusSeconds(20));
        sampler = sampler();
        write(2, 310);
        sampler.write(minute(2), List.of(total(330)), minute(3));

        assertEquals(List.of(new Sample(minute(1), 200, 200), new Sample(minute(2), 30, 30)), samples());
    }

    @Test
    void what_was_moved_while_the_database_was_away_is_in_the_next_minute() throws SQLException {
        write(0, 100);
        databaseGone.set(true);
        write(1, 300);
        write(2, 500);
        databaseGone.set(false);
        write(3, 550);

        assertEquals(List.of(new Sample(minute(3), 450, 450)), samples());
    }

    @Test
    void a_peer_that_is_new_while_the_database_is_away_begins_when_it_is_first_seen() throws SQLException {
        databaseGone.set(true);
        write(0, 0);
        databaseGone.set(false);
        write(1, 70);

        assertEquals(List.of(new Sample(minute(1), 70, 70)), samples());
    }

    @Test
    void a_total_that_was_reset_takes_nothing_away() throws SQLException {
        write(0, 1_000);
        write(1, 10);
        write(2, 30);

        assertEquals(20, samples().stream().mapToLong(Sample::receiveBytes).sum());
    }

    private void write(int minute, long total) {
        sampler.write(minute(minute), List.of(total(total)), minute(minute + 1));
    }

    private LivePeer total(long bytes) {
        var status = new PeerStatus(PeerStatus.State.IDLE, "");
        return new LivePeer(START, anna, status, null, null, bytes, bytes, 0, 0, null, 0);
    }

    private List<Sample> samples() throws SQLException {
        return new TrafficTable(database).read(Step.MINUTE, anna.number(), START, minute(10));
    }

    private Sampler sampler() {
        var settings = new HistoryTest.Settings(
                true, Duration.ofDays(1), Duration.ofDays(31), Duration.ofDays(1095), Duration.ofDays(90));
        var table = new TrafficTable(breakable());
        return new Sampler(snapshots, live, new History(table, settings), table, settings, clock);
    }

    /// The database, which a test can take away.
    private DataSource breakable() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    if (databaseGone.get()) {
                        throw new SQLException("taken away by the test", "08006");
                    }
                    return method.invoke(database, args);
                });
    }

    private static Instant minute(int number) {
        return START.plus(Duration.ofMinutes(number));
    }
}
