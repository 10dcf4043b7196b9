package dev.warren.peers;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/// The table of quotas' periods.
@ApplicationScoped
class QuotaStarts {

    private static final String WRITE = """
            insert into peer_quota_start (peer_id, period_begin, receive_bytes, transmit_bytes, told)
            select id, ?, ?, ?, ? from peer where id = ?
            on conflict (peer_id) do update
               set period_begin = excluded.period_begin, receive_bytes = excluded.receive_bytes,
                   transmit_bytes = excluded.transmit_bytes, told = excluded.told
            """;

    private static final String READ = """
            select s.peer_id, s.period_begin, s.receive_bytes, s.transmit_bytes, s.told
              from peer_quota_start s join peer p on p.id = s.peer_id
             where p.interface_id = ? or p.id = ?
            """;

    private final DataSource database;

    QuotaStarts(DataSource database) {
        this.database = database;
    }

    void write(UUID peerId, QuotaStart start) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setTimestamp(1, Timestamp.from(start.begin()));
            statement.setLong(2, start.receiveBytes());
            statement.setLong(3, start.transmitBytes());
            statement.setBoolean(4, start.told());
            statement.setObject(5, peerId);
            statement.executeUpdate();
        }
    }

    /// Those of an interface's peers, or of one peer.
    Map<UUID, QuotaStart> read(UUID interfaceOrPeer) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setObject(1, interfaceOrPeer);
            statement.setObject(2, interfaceOrPeer);
            Map<UUID, QuotaStart> starts = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    starts.put(
                            row.getObject(1, UUID.class),
                            new QuotaStart(
                                    row.getTimestamp(2).toInstant(),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getBoolean(5)));
                }
            }
            return starts;
        } catch (SQLException e) {
            throw new IllegalStateException("The starts of the quotas' periods can't be read", e);
        }
    }
}
