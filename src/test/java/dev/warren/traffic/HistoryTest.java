package dev.warren.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.traffic.TrafficTable.Moved;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HistoryTest {

    private static final long ANNA = 1_000_000_001;
    private static final long BERTA = 1_000_000_002;
    private static final Instant NEW_YEAR = Instant.parse("2025-01-01T00:00:00Z");

    @Inject
    DataSource database;

    @Inject
    TrafficTable table;

    private History history;

    record Settings(boolean enabled, Duration minutes, Duration hours, Duration days, Duration sessions)
            implements HistoryConfig {}

    @BeforeEach
    void nothing() throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (String table : List.of("traffic_minute", "traffic_hour", "traffic_day", "traffic_rolled")) {
                statement.execute("delete from " + table);
            }
        }
        history = new History(
                table,
                new Settings(
                        true, Duration.ofDays(1), Duration.ofDays(31), Duration.ofDays(1095), Duration.ofDays(90)));
    }

    @Test
    void a_year_becomes_hours_and_days_and_nothing_is_counted_twice_or_lost() throws SQLException {
        long anna = 0;
        for (int day = 0; day < 365; day++) {
            for (int hour : List.of(7, 23)) {
                Instant minute = NEW_YEAR.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
                record(minute, new Moved(ANNA, 1_000 + day, 10), new Moved(BERTA, 1, 1));
                record(minute.plus(Duration.ofMinutes(59)), new Moved(ANNA, 500, 5));
                anna += 1_500 + day;
            }
        }
        Instant end = NEW_YEAR.plus(Duration.ofDays(365));

        List<Sample> days = history.read(Step.DAY, ANNA, NEW_YEAR, end);
        assertEquals(365, days.size());
        assertEquals(new Sample(NEW_YEAR.plus(Duration.ofDays(100)), 2 * 1_600, 30), days.get(100));
        assertEquals(anna, days.stream().mapToLong(Sample::receiveBytes).sum());
        assertEquals(
                anna + 730,
                history.read(Step.DAY, TrafficTable.EVERYBODY, NEW_YEAR, end).stream()
                        .mapToLong(Sample::receiveBytes)
                        .sum());

        List<Sample> hours = history.read(Step.HOUR, ANNA, end.minus(Duration.ofDays(30)), end);
        assertEquals(60, hours.size());
        assertEquals(new Sample(end.minus(Duration.ofHours(1)), 1_864, 15), hours.getLast());
        assertEquals(List.of(), history.read(Step.HOUR, ANNA, NEW_YEAR, NEW_YEAR.plus(Duration.ofDays(300))));
        assertEquals(
                4,
                history.read(Step.MINUTE, ANNA, end.minus(Duration.ofDays(1)), end)
                        .size());
        assertTrue(rows("traffic_minute") < 20, "minutes are kept for a day");
        assertTrue(rows("traffic_hour") < 70 * 3, "hours are kept for a month");
    }

    @Test
    void the_hour_and_the_day_that_are_not_over_are_there_too() throws SQLException {
        record(NEW_YEAR.plus(Duration.ofHours(3)), new Moved(ANNA, 5, 6));
        record(NEW_YEAR.plus(Duration.ofHours(5)), new Moved(ANNA, 10, 20));
        record(NEW_YEAR.plus(Duration.ofHours(5)).plusSeconds(120), new Moved(ANNA, 1, 2));
        Instant now = NEW_YEAR.plus(Duration.ofHours(5)).plusSeconds(180);

        assertEquals(
                List.of(
                        new Sample(NEW_YEAR.plus(Duration.ofHours(3)), 5, 6),
                        new Sample(NEW_YEAR.plus(Duration.ofHours(5)), 11, 22)),
                history.read(Step.HOUR, ANNA, NEW_YEAR, now));
        assertEquals(List.of(new Sample(NEW_YEAR, 16, 28)), history.read(Step.DAY, ANNA, NEW_YEAR, now));
    }

    @Test
    void a_minute_that_comes_twice_is_one() throws SQLException {
        record(NEW_YEAR, new Moved(ANNA, 10, 1));
        record(NEW_YEAR, new Moved(ANNA, 20, 2));

        assertEquals(
                List.of(new Sample(NEW_YEAR, 30, 3)),
                history.read(Step.MINUTE, ANNA, NEW_YEAR, NEW_YEAR.plusSeconds(60)));
    }

    @Test
    void a_clock_that_goes_back_a_day_takes_nothing_away_and_all_that_comes_is_added() throws SQLException {
        for (int hour = 0; hour < 48; hour++) {
            record(NEW_YEAR.plus(Duration.ofHours(hour)), new Moved(ANNA, 100, 1));
        }

        for (int hour = 20; hour < 72; hour++) {
            record(NEW_YEAR.plus(Duration.ofHours(hour)), new Moved(ANNA, 100, 1));
        }

        assertEquals((48 + 52) * 100, sum(Step.DAY));
        assertEquals((48 + 52) * 100, sum(Step.HOUR));
    }

    @Test
    void a_clock_that_is_a_day_ahead_for_a_minute_takes_nothing_of_the_present_hour_away() throws SQLException {
        Instant noon = NEW_YEAR.plus(Duration.ofHours(12));
        Instant wrong = noon.plus(Duration.ofDays(1)).plusSeconds(240);
        record(noon, new Moved(ANNA, 1, 0));
        history.record(noon.plusSeconds(120), List.of(new Moved(ANNA, 10, 0)), wrong);
        history.record(wrong, List.of(new Moved(ANNA, 100, 0)), noon.plusSeconds(300));
        record(noon.plusSeconds(300), new Moved(ANNA, 1_000, 0));

        assertEquals(1_111, sum(Step.HOUR));
        assertEquals(1_111, sum(Step.DAY));
    }

    @Test
    void when_nobody_moves_anything_there_is_no_row() throws SQLException {
        history.record(NEW_YEAR, List.of(), NEW_YEAR.plusSeconds(60));

        assertEquals(0, rows("traffic_minute"));
    }

    @Test
    void a_beginning_or_end_within_a_step_takes_whole_steps_from_the_first_that_begins() throws SQLException {
        record(NEW_YEAR, new Moved(ANNA, 1, 1));
        record(NEW_YEAR.plusSeconds(60), new Moved(ANNA, 2, 2));
        record(NEW_YEAR.plusSeconds(120), new Moved(ANNA, 4, 4));

        assertEquals(
                List.of(2L),
                history.read(Step.MINUTE, ANNA, NEW_YEAR.plusSeconds(1), NEW_YEAR.plusSeconds(120)).stream()
                        .map(Sample::receiveBytes)
                        .toList());
    }

    private void record(Instant minute, Moved... moved) throws SQLException {
        history.record(minute, List.of(moved), minute.plusSeconds(60));
    }

    private long sum(Step step) throws SQLException {
        return history.read(step, ANNA, NEW_YEAR, NEW_YEAR.plus(Duration.ofDays(4))).stream()
                .mapToLong(Sample::receiveBytes)
                .sum();
    }

    private long rows(String name) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + name)) {
            row.next();
            return row.getLong(1);
        }
    }
}
