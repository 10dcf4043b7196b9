package dev.warren.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/// A line of the audit log written by a command, where no server's [AuditLog] is at hand.
public final class AuditLine {

    private static final String INSERT = """
            insert into audit_log (id, at, actor, via, action, subject_type, subject_id, subject_name, after)
            values (?, ?, ?, 'command', ?, ?, ?, ?, ?::jsonb)""";

    private AuditLine() {}

    /// Writes it in the transaction of `database`. Whoever did it is called as the machine calls them.
    ///
    /// @param after what is so from now on; no secrets
    public static void write(Connection database, Instant at, String action, Subject subject, Map<String, ?> after)
            throws SQLException {
        try (var statement = database.prepareStatement(INSERT)) {
            statement.setObject(1, id(at));
            statement.setObject(2, at.atOffset(ZoneOffset.UTC));
            statement.setString(3, System.getProperty("user.name", "somebody"));
            statement.setString(4, action);
            statement.setString(5, subject.type());
            statement.setString(6, subject.id());
            statement.setString(7, subject.name());
            statement.setString(8, after.isEmpty() ? null : new ObjectMapper().writeValueAsString(after));
            statement.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new AssertionError("plain values can be written", e);
        }
    }

    /// A UUID of version 7 (RFC 9562, 5.7): lines stay in the order of time.
    private static UUID id(Instant at) {
        var random = ByteBuffer.allocate(2 * Long.BYTES);
        new SecureRandom().nextBytes(random.array());
        long high = at.toEpochMilli() << 16 | 0x7000 | random.getLong(0) & 0x0fff;
        long low = random.getLong(Long.BYTES) & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
