package dev.warren.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server's database as another command reaches it: beside a server that runs, or in its place for the while.
public final class DatabaseAccess implements AutoCloseable {

    private final DatabaseAddress address;
    private final @Nullable EmbeddedPostgres started;

    private DatabaseAccess(DatabaseAddress address, @Nullable EmbeddedPostgres started) {
        this.address = address;
        this.started = started;
    }

    /// Empty if the settings name Warren's own database and it has not been made yet.
    ///
    /// @throws DatabaseUnavailable if it can't be reached
    public static Optional<DatabaseAccess> open(DatabaseSettings settings) {
        if (settings.given().isPresent()) {
            settings.given().get().verify();
            return Optional.of(new DatabaseAccess(settings.given().get(), null));
        }
        if (!EmbeddedPostgres.exists(settings.data())) {
            return Optional.empty();
        }
        Optional<DatabaseAddress> running = EmbeddedPostgres.running(settings.data());
        if (running.isPresent()) {
            return Optional.of(new DatabaseAccess(running.get(), null));
        }
        var postgres = EmbeddedPostgres.start(settings.data(), Durability.FULL);
        return Optional.of(new DatabaseAccess(postgres.address(), postgres));
    }

    public Connection connect() throws SQLException {
        return address.connect();
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
