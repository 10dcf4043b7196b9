package dev.warren.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postgresql.PGConnection;

/// As whom the server works in the database: a role of its own that reads and writes rows, but neither owns a table
/// nor may change a line of the audit log. What it may is granted after each migration (`afterMigrate.sql`).
///
/// It is made, and given back what it lost, by the tables' owner, if that one may make roles. Its password follows
/// from the owner's, so there is no second secret to keep.
public final class ApplicationRole {

    private static final System.Logger LOG = System.getLogger(ApplicationRole.class.getName());
    private static final String SUFFIX = "_app";

    /// What PostgreSQL would cut off a longer name; without its end it would be the owner's.
    private static final int LONGEST_OWNER = 63 - SUFFIX.length();

    private static final String PURPOSE = "warren: the application's role";

    private ApplicationRole() {}

    /// How the server signs in. That is the owner itself where no other role can be had: the audit log is then
    /// closed by its triggers alone.
    public static DatabaseAddress of(DatabaseAddress owner) {
        if (owner.password().isEmpty() || owner.user().getBytes(StandardCharsets.UTF_8).length > LONGEST_OWNER) {
            return owner;
        }
        var application = new DatabaseAddress(owner.url(), owner.user() + SUFFIX, password(owner));
        try (var connection = owner.connect()) {
            if (!mayMakeRoles(connection)) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "The database user {0} may make no roles, so Warren works as the owner of its tables.",
                        owner.user());
                return owner;
            }
            boolean isMade = isMade(connection, application.user());
            if (!isMade || !isReady(application)) {
                make(connection, application, isMade);
                application.connect().close();
            }
            return application;
        } catch (SQLException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Warren works as the owner of its tables, because the database refuses the user {0}: {1}",
                    application.user(),
                    e.getMessage());
            return owner;
        }
    }

    private static boolean mayMakeRoles(Connection connection) throws SQLException {
        return ask(connection, "select rolsuper or rolcreaterole from pg_roles where rolname = current_user")
                .equals("t");
    }

    private static boolean isMade(Connection connection, String role) throws SQLException {
        try (var query = connection.prepareStatement("select from pg_roles where rolname = ?")) {
            query.setString(1, role);
            try (var row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean isReady(DatabaseAddress application) {
        try (var connection = application.connect()) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return false;
        }
    }

    /// The password leaves this process as its SCRAM verifier only, so no log of the database can have it.
    private static void make(Connection connection, DatabaseAddress application, boolean isMade) throws SQLException {
        var postgres = connection.unwrap(PGConnection.class);
        String role = postgres.escapeIdentifier(application.user());
        String database = postgres.escapeIdentifier(ask(connection, "select current_database()"));
        // Where the owner's tables are, by whatever its search path says.
        String schema = postgres.escapeIdentifier(ask(connection, "select current_schema()"));
        try (var statement = connection.createStatement()) {
            statement.execute("%s role %s login".formatted(isMade ? "alter" : "create", role));
            postgres.alterUserPassword(
                    application.user(), application.password().toCharArray(), "scram-sha-256");
            statement.execute("grant connect on database %s to %s".formatted(database, role));
            statement.execute("alter role %s in database %s set search_path to %s".formatted(role, database, schema));
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static String password(DatabaseAddress owner) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(owner.password().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without HmacSHA256", e);
        }
    }
}
