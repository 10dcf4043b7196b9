package dev.warren.traffic;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;

/// The tables of minutes, hours and days, by plain JDBC.
@ApplicationScoped
class TrafficTable {

    /// Stands for everybody together.
    static final long EVERYBODY = 0;

    /// The same minute may be written twice: before and after a restart, or when a clock goes back.
    private static final String WRITE = """
        insert into traffic_%1$s as t (at, peer, receive_bytes, transmit_bytes)
        select date_trunc('%1$s', ?::timestamptz, 'UTC'), * from unnest(?, ?, ?)
        on conflict (at, peer) do update
           set receive_bytes = t.receive_bytes + excluded.receive_bytes,
               transmit_bytes = t.transmit_bytes + excluded.transmit_bytes
        """;

    /// What is summed up never becomes less: not all of its parts may still be there.
    private static final String ROLL = """
        insert into traffic_%2$s as t (at, peer, receive_bytes, transmit_bytes)
        select date_trunc('%2$s', at, 'UTC'), peer, sum(receive_bytes)::bigint, sum(transmit_bytes)::bigint
          from traffic_%1$s
         where at >= ? and at < ?
         group by 1, 2
        on conflict (at, peer) do update
           set receive_bytes = greatest(t.receive_bytes, excluded.receive_bytes),
               transmit_bytes = greatest(t.transmit_bytes, excluded.transmit_bytes)
        """;

    /// Every step by its own probe, because the keys begin with the time.
    private static final String READ = """
        select s.at, s.receive_bytes, s.transmit_bytes
          from generate_series(?::timestamptz, ?::timestamptz, ?::interval) as g (at)
         cross join lateral (select t.at, t.receive_bytes, t.transmit_bytes
                               from traffic_%s t where t.at = g.at and t.peer = ? offset 0) s
         order by s.at
        """;

    private final DataSource database;

    TrafficTable(DataSource database) {
        this.database = database;
    }

    /// What one peer moved.
    record Moved(long peer, long receiveBytes, long transmitBytes) {}

    /// Adds what was moved in the minute that begins at `at`, and the sum of it for everybody: all or nothing.
    /// Where the minute's hour and day are summed up already, because a clock was ahead, they grow with it.
    void write(Instant at, List<Moved> moved) throws SQLException {
        List<Moved> rows = new ArrayList<>(moved);
        rows.add(new Moved(
                EVERYBODY,
                moved.stream().mapToLong(Moved::receiveBytes).sum(),
                moved.stream().mapToLong(Moved::transmitBytes).sum()));
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (Step step : Step.values()) {
                    if (step == Step.MINUTE || at.isBefore(rolled(connection, step))) {
                        add(connection, step, at, rows);
                    }
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void add(Connection connection, Step step, Instant at, List<Moved> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE.formatted(step.key()))) {
            statement.setObject(1, time(at));
            statement.setArray(2, connection.createArrayOf("bigint", each(rows, Moved::peer)));
            statement.setArray(3, connection.createArrayOf("bigint", each(rows, Moved::receiveBytes)));
            statement.setArray(4, connection.createArrayOf("bigint", each(rows, Moved::transmitBytes)));
            statement.executeUpdate();
        }
    }

    /// Until when `step` is summed up of the finer one; the beginning of what there is if it never was.
    Instant rolled(Step step) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return rolled(connection, step);
        }
    }

    /// Sums up all that is complete before `now`, and notes how far that is. That never goes back, whatever the
    /// clock does, so that everything is summed up once.
    void roll(Step step, Instant now) throws SQLException {
        Step finer = finer(step);
        Instant complete = step.floor(now);
        try (Connection connection = database.getConnection()) {
            Instant from = rolled(connection, step);
            if (!from.isBefore(complete)) {
                return;
            }
            connection.setAutoCommit(false);
            try (PreparedStatement sum = connection.prepareStatement(ROLL.formatted(finer.key(), step.key()));
                    PreparedStatement mark = connection.prepareStatement(
                            "insert into traffic_rolled values (?, ?) on conflict (step) do update set until ="
                                    + " excluded.until")) {
                sum.setObject(1, time(from));
                sum.setObject(2, time(complete));
                sum.executeUpdate();
                mark.setString(1, step.key());
                mark.setObject(2, time(complete));
                mark.executeUpdate();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /// The samples of one peer from `from` to before `to`; steps in which nothing moved are left out.
    List<Sample> read(Step step, long peer, Instant from, Instant to) throws SQLException {
        List<Sample> samples = new ArrayList<>();
        Instant first = step.floor(from).equals(from) ? from : step.floor(from).plus(step.length());
        if (!first.isBefore(to)) {
            return samples;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ.formatted(step.key()))) {
            statement.setObject(1, time(first));
            statement.setObject(2, time(to.minusNanos(1000)));
            statement.setString(3, interval(step.length()));
            statement.setLong(4, peer);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    samples.add(new Sample(
                            row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2), row.getLong(3)));
                }
            }
        }
        return samples;
    }

    void forget(Step step, Instant before) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("delete from traffic_%s where at < ?".formatted(step.key()))) {
            statement.setObject(1, time(before));
            statement.executeUpdate();
        }
    }

    /// Rows of peers that are gone. Reads the whole tables, so it is something for the night.
    void forgetDeletedPeers() throws SQLException {
        for (Step step : Step.values()) {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            "delete from traffic_%s t where peer <> 0 and not exists (select from peer p where p.number = t.peer)"
                                    .formatted(step.key()))) {
                statement.executeUpdate();
            }
        }
    }

    private static Instant rolled(Connection connection, Step step) throws SQLException {
        String sql = """
            select coalesce((select until from traffic_rolled where step = ?),
                            (select date_trunc('%s', min(at), 'UTC') from traffic_%s),
                            'epoch')
            """.formatted(step.key(), finer(step).key());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, step.key());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    private static Step finer(Step step) {
        return switch (step) {
            case HOUR -> Step.MINUTE;
            case DAY -> Step.HOUR;
            case MINUTE -> throw new IllegalArgumentException("minutes are not made of anything");
        };
    }

    private static String interval(Duration length) {
        return length.toSeconds() + " seconds";
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Object[] each(List<Moved> rows, ToLongFunction<Moved> column) {
        return rows.stream().map(column::applyAsLong).toArray();
    }
}
