package dev.warren.traffic;

import dev.warren.interfaces.IpText;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The table of sessions, by plain JDBC: all that begin or end within a second in one statement each.
@ApplicationScoped
class SessionTable {

    /// A peer that was deleted meanwhile is left out, and whoever has an open session keeps it.
    private static final String BEGIN = """
            insert into peer_session (id, peer_id, began_at, first_endpoint, last_endpoint, receive_bytes, transmit_bytes)
            select r.id, r.peer, r.at, r.endpoint, r.endpoint, r.receive, r.transmit
              from unnest(?, ?, ?, ?, ?, ?) as r (id, peer, at, endpoint, receive, transmit)
              join peer p on p.id = r.peer
             where not exists (select from peer_session s where s.peer_id = r.peer and s.ended_at is null)
               for key share of p
            """;

    private static final String MOVE = """
            update peer_session s set last_endpoint = r.endpoint
              from unnest(?, ?) as r (peer, endpoint)
             where s.peer_id = r.peer and s.ended_at is null
            """;

    /// A total that is less than at the beginning was reset meanwhile.
    private static final String END = """
            update peer_session s
               set ended_at = greatest(s.began_at, r.at),
                   receive_bytes = case when r.receive < s.receive_bytes then r.receive else r.receive - s.receive_bytes end,
                   transmit_bytes = case when r.transmit < s.transmit_bytes then r.transmit else r.transmit - s.transmit_bytes end
              from unnest(?, ?, ?, ?) as r (peer, at, receive, transmit)
             where s.peer_id = r.peer and s.ended_at is null
            """;

    private static final String OPEN = """
            select s.peer_id, greatest(s.began_at, t.latest_handshake), s.last_endpoint
              from peer_session s left join peer_total t on t.peer_id = s.peer_id
             where s.ended_at is null
            """;

    private static final String READ = """
            select id, began_at, ended_at, first_endpoint, last_endpoint, receive_bytes, transmit_bytes
              from peer_session
             where peer_id = ? and (?::timestamptz is null or (began_at, id) %1$s (?, ?))
             order by began_at %2$s, id %2$s
             limit ?
            """;

    private final DataSource database;

    SessionTable(DataSource database) {
        this.database = database;
    }

    /// Something to write.
    sealed interface Entry {

        /// The beginning of a session, with what the peer had moved before.
        record Begin(
                UUID id,
                UUID peer,
                Instant at,
                @Nullable InetSocketAddress endpoint,
                long receiveTotal,
                long transmitTotal)
                implements Entry {}

        /// A session's peer is somewhere else now.
        record Move(UUID peer, @Nullable InetSocketAddress endpoint) implements Entry {}

        /// The end of a session, with what the peer has moved by now.
        record End(UUID peer, Instant at, long receiveTotal, long transmitTotal) implements Entry {}
    }

    /// A session that the process before left open.
    record Open(UUID peer, Instant heard, @Nullable InetSocketAddress endpoint) {}

    /// A session as it is stored: while it lasts, `endedAt` is null and the bytes are what was moved before it
    /// began.
    record Row(
            UUID id,
            Instant beganAt,
            @Nullable Instant endedAt,
            @Nullable String firstEndpoint,
            @Nullable String lastEndpoint,
            long receiveBytes,
            long transmitBytes) {

        /// Its place among those of its peer, as a cursor has it.
        List<?> position() {
            return List.of(beganAt, id);
        }
    }

    /// The place of a session among those of its peer.
    record Position(Instant beganAt, UUID id) {}

    /// Writes all or nothing, in this order; neighbours of one kind share a statement.
    void write(List<Entry> entries) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int from = 0;
                for (int i = 1; i <= entries.size(); i++) {
                    if (i == entries.size()
                            || !entries.get(i)
                                    .getClass()
                                    .equals(entries.get(from).getClass())) {
                        write(connection, entries.subList(from, i));
                        from = i;
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

    List<Open> open() throws SQLException {
        List<Open> open = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OPEN);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String endpoint = row.getString(3);
                open.add(new Open(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        endpoint == null ? null : IpText.socket(endpoint)));
            }
        }
        return open;
    }

    /// The sessions of a peer, newest first.
    List<Row> read(UUID peer, boolean newestFirst, @Nullable Position after, int limit) throws SQLException {
        String read = newestFirst ? READ.formatted("<", "desc") : READ.formatted(">", "asc");
        List<Row> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(read)) {
            OffsetDateTime began = after == null ? null : time(after.beganAt());
            statement.setObject(1, peer);
            statement.setObject(2, began, Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setObject(3, began, Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setObject(4, after == null ? new UUID(0, 0) : after.id());
            statement.setInt(5, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    OffsetDateTime ended = row.getObject(3, OffsetDateTime.class);
                    rows.add(new Row(
                            row.getObject(1, UUID.class),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            ended == null ? null : ended.toInstant(),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6),
                            row.getLong(7)));
                }
            }
        }
        return rows;
    }

    void forget(Instant before) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("delete from peer_session where ended_at < ?")) {
            statement.setObject(1, time(before));
            statement.executeUpdate();
        }
    }

    private static void write(Connection connection, List<Entry> entries) throws SQLException {
        switch (entries.getFirst()) {
            case Entry.Begin _ -> begin(connection, of(Entry.Begin.class, entries));
            case Entry.Move _ -> move(connection, of(Entry.Move.class, entries));
            case Entry.End _ -> end(connection, of(Entry.End.class, entries));
        }
    }

    private static <E extends Entry> List<E> of(Class<E> kind, List<Entry> entries) {
        return entries.stream().map(kind::cast).toList();
    }

    private static void begin(Connection connection, List<Entry.Begin> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setArray(1, connection.createArrayOf("uuid", each(rows, Entry.Begin::id)));
            statement.setArray(2, connection.createArrayOf("uuid", each(rows, Entry.Begin::peer)));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "timestamptz", each(rows, row -> row.at().toString())));
            statement.setArray(4, connection.createArrayOf("text", each(rows, row -> text(row.endpoint()))));
            statement.setArray(5, connection.createArrayOf("bigint", each(rows, Entry.Begin::receiveTotal)));
            statement.setArray(6, connection.createArrayOf("bigint", each(rows, Entry.Begin::transmitTotal)));
            statement.executeUpdate();
        }
    }

    private static void move(Connection connection, List<Entry.Move> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setArray(1, connection.createArrayOf("uuid", each(rows, Entry.Move::peer)));
            statement.setArray(2, connection.createArrayOf("text", each(rows, row -> text(row.endpoint()))));
            statement.executeUpdate();
        }
    }

    private static void end(Connection connection, List<Entry.End> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setArray(1, connection.createArrayOf("uuid", each(rows, Entry.End::peer)));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "timestamptz", each(rows, row -> row.at().toString())));
            statement.setArray(3, connection.createArrayOf("bigint", each(rows, Entry.End::receiveTotal)));
            statement.setArray(4, connection.createArrayOf("bigint", each(rows, Entry.End::transmitTotal)));
            statement.executeUpdate();
        }
    }

    private static <R> @Nullable Object[] each(List<R> rows, Function<R, @Nullable Object> column) {
        @Nullable Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    private static @Nullable String text(@Nullable InetSocketAddress endpoint) {
        return endpoint == null ? null : IpText.of(endpoint);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
