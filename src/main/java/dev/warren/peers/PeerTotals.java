package dev.warren.peers;

import dev.warren.interfaces.IpText;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The table of totals. Plain JDBC: it is one statement for any number of rows, and every second.
@ApplicationScoped
class PeerTotals {

    record Row(UUID peerId, Standing standing) {}

    /// Writes absolute figures, so that doing it twice after an uncertain commit changes nothing. Rows come in the
    /// order of their keys, as everywhere, so that two writers can't wait for each other. A peer deleted meanwhile
    /// is
    /// left out, and so is one whose totals were set to zero meanwhile.
    private static final String WRITE = """
            insert into peer_total as t (peer_id, receive_bytes, transmit_bytes, latest_handshake, endpoint, count_number)
            select r.id, r.receive, r.transmit, r.handshake, r.endpoint, r.count_number
              from unnest(?, ?, ?, ?, ?, ?) as r (id, receive, transmit, handshake, endpoint, count_number)
              join peer p on p.id = r.id
             order by r.id
               for key share of p
            on conflict (peer_id) do update
               set receive_bytes = greatest(t.receive_bytes, excluded.receive_bytes),
                   transmit_bytes = greatest(t.transmit_bytes, excluded.transmit_bytes),
                   latest_handshake = greatest(t.latest_handshake, excluded.latest_handshake),
                   endpoint = coalesce(excluded.endpoint, t.endpoint)
             where t.count_number = excluded.count_number
            """;

    private static final String RESET = """
            insert into peer_total as t (peer_id, count_number, counted_from) values (?, 1, ?)
            on conflict (peer_id) do update
               set receive_bytes = 0, transmit_bytes = 0,
                   count_number = t.count_number + 1, counted_from = excluded.counted_from
            returning count_number
            """;

    private static final String READ = """
            select t.peer_id, t.receive_bytes, t.transmit_bytes, t.latest_handshake, t.endpoint,
                   t.count_number, t.counted_from
              from peer_total t join peer p on p.id = t.peer_id
             where p.interface_id = ? or p.id = ?
            """;

    private final DataSource database;

    PeerTotals(DataSource database) {
        this.database = database;
    }

    void write(List<Row> rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setArray(1, connection.createArrayOf("uuid", each(rows, Row::peerId)));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", each(rows, row -> row.standing().receiveBytes())));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", each(rows, row -> row.standing().transmitBytes())));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "timestamptz", each(rows, row -> text(row.standing().latestHandshake()))));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "text",
                            each(
                                    rows,
                                    row -> row.standing().endpoint() == null
                                            ? null
                                            : IpText.of(row.standing().endpoint()))));
            statement.setArray(
                    6,
                    connection.createArrayOf(
                            "integer", each(rows, row -> row.standing().countNumber())));
            statement.executeUpdate();
        }
    }

    /// Begins a new count, within the transaction that `connection` belongs to, and returns its number.
    static int reset(Connection connection, UUID peerId, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RESET)) {
            statement.setObject(1, peerId);
            statement.setTimestamp(2, Timestamp.from(now));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /// Those of an interface's peers, or of one peer.
    Map<UUID, Standing> read(UUID interfaceOrPeer) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setObject(1, interfaceOrPeer);
            statement.setObject(2, interfaceOrPeer);
            Map<UUID, Standing> standings = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String endpoint = row.getString(5);
                    standings.put(
                            row.getObject(1, UUID.class),
                            new Standing(
                                    row.getLong(2),
                                    row.getLong(3),
                                    instant(row.getTimestamp(4)),
                                    endpoint == null ? null : IpText.socket(endpoint),
                                    row.getInt(6),
                                    instant(row.getTimestamp(7))));
                }
            }
            return standings;
        } catch (SQLException e) {
            throw new IllegalStateException("The totals can't be read", e);
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private interface Column {
        @Nullable Object of(Row row);
    }

    private static @Nullable Object[] each(List<Row> rows, Column column) {
        @Nullable Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.of(rows.get(i));
        }
        return values;
    }
}
