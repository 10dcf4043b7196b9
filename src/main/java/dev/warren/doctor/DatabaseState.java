package dev.warren.doctor;

import dev.warren.web.Figures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// What can be asked of a database that answers.
///
/// @param now by its own clock
/// @param lastWritten when the newest line of the audit log was written; the epoch if there is none
/// @param roundTrip how long it took to ask
public record DatabaseState(
        String version,
        long bytes,
        boolean durable,
        Instant now,
        Instant lastWritten,
        String failedMigration,
        Duration roundTrip) {

    private static final String ID = "database";
    private static final Duration SLOW = Duration.ofMillis(100);

    /// @throws SQLException if it stops answering
    public static DatabaseState of(Connection connection) throws SQLException {
        long start = System.nanoTime();
        String version = text(connection, "show server_version");
        var roundTrip = Duration.ofNanos(System.nanoTime() - start);
        boolean isOurs = isTrue(connection, "select to_regclass('audit_log') is not null");
        return new DatabaseState(
                version.replaceFirst(" .*", ""),
                Long.parseLong(text(connection, "select pg_database_size(current_database())")),
                text(connection, "show fsync").equals("on"),
                time(connection, "select clock_timestamp()"),
                isOurs ? time(connection, "select coalesce(max(at), 'epoch') from audit_log") : Instant.EPOCH,
                isOurs
                        ? text(
                                connection,
                                "select coalesce(max(version), '') from flyway_schema_history where not success")
                        : "",
                roundTrip);
    }

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        if (!failedMigration.isEmpty()) {
            findings.add(
                    Finding.error(
                            ID,
                            "",
                            "The step %s of the database's schema failed, so Warren can't start on it."
                                    .formatted(failedMigration),
                            "Restore the backup that was made before the upgrade; the log of that start says what went wrong."));
        }
        if (!durable) {
            findings.add(Finding.warning(
                    ID,
                    "",
                    "The database does not wait for the disk (fsync is off): after a power cut it may be lost.",
                    "Set fsync = on in postgresql.conf."));
        }
        if (roundTrip.compareTo(SLOW) > 0) {
            findings.add(Finding.warning(
                    ID,
                    "",
                    "The database takes %d ms to answer the simplest question.".formatted(roundTrip.toMillis()),
                    "Put it nearer to Warren, or see what keeps its machine busy."));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    ID, "", "PostgreSQL %s answers; the database has %s.".formatted(version, Figures.bytes(bytes))));
        }
        return findings;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static boolean isTrue(Connection connection, String query) throws SQLException {
        return text(connection, query).equals("t");
    }

    private static Instant time(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
