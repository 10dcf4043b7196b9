package dev.warren.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two bars before the audit log: the server's role has no right to change it, and whoever has, as the owner of the
/// tables, meets its triggers.
@QuarkusTest
class AuditLogIsClosedTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @Inject
    DataSource application;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String ownersPassword;

    private final String thing = UUID.randomUUID().toString();

    @BeforeEach
    void an_old_and_a_new_line() {
        line(Instant.now().minus(Duration.ofDays(400)));
        line(Instant.now());
    }

    private void line(Instant moment) {
        var subject = new Subject("thing", thing, "x");
        QuarkusTransaction.requiringNew()
                .run(() -> new AuditEntry(moment, Actor.WARREN, null, "thing.made", subject, null, null).persist());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from audit_log",
                "update audit_log set actor = 'somebody else'",
                "truncate audit_log",
                "select set_config('warren.audit_log_keeps_from', 'infinity', true); delete from audit_log",
                "alter table audit_log disable trigger all",
                "drop table audit_log",
                "drop function audit_log_is_append_only cascade",
                "create or replace function audit_log_shortest_kept() returns interval language sql immutable"
                        + " as $$ select interval '0' $$",
                "grant delete on audit_log to current_user; delete from audit_log",
                "set role warren",
                "set session_replication_role = replica",
                "create role another",
                "copy audit_log to program 'cat'",
                "delete from flyway_schema_history"
            })
    void the_servers_role_has_no_right_to(String statement) throws SQLException {
        try (var connection = application.getConnection()) {
            var refused = assertThrows(SQLException.class, () -> execute(connection, statement));
            assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState(), refused::getMessage);
            assertEquals(2, lines(connection));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from audit_log",
                "update audit_log set actor = 'somebody else'",
                "truncate audit_log",
                "select set_config('warren.audit_log_keeps_from', 'infinity', true); delete from audit_log"
            })
    void the_owner_is_stopped_at(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url, owner, ownersPassword)) {
            var refused = assertThrows(SQLException.class, () -> execute(connection, statement));
            assertTrue(refused.getMessage().contains("can only be added to"), refused::getMessage);
            assertEquals(2, lines(connection));
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var some = connection.createStatement()) {
            some.execute(statement);
        }
    }

    private int lines(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select count(*) from audit_log where subject_id = ?")) {
            query.setString(1, thing);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
