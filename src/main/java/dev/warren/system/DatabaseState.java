package dev.warren.system;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Asks the database about itself.
@Singleton
class DatabaseState {

    private static final Logger LOG = Logger.getLogger(DatabaseState.class);
    private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql://([^?]*).*");

    private final DataSource database;

    DatabaseState(DataSource database) {
        this.database = database;
    }

    /// Null while it does not answer.
    SystemState.@Nullable Database read() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select current_setting('server_version'), pg_database_size(current_database())")) {
            row.next();
            var address = ADDRESS.matcher(connection.getMetaData().getURL()).replaceFirst("$1");
            return new SystemState.Database(
                    row.getString(1), address, System.getenv("WARREN_DATABASE_URL") == null, row.getLong(2));
        } catch (SQLException e) {
            LOG.warn("The database could not be asked about itself", e);
            return null;
        }
    }
}
