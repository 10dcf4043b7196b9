package dev.warren.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// A data directory with a database in it that is made before the server comes.
public final class EmptyDatabase {

    private EmptyDatabase() {}

    /// What is written into it.
    @FunctionalInterface
    public interface Filling {
        void fill(String url, String user, String password) throws SQLException, IOException;
    }

    public static void in(Path data, Filling filling) throws SQLException, IOException {
        try (var server = EmbeddedPostgres.start(data, Durability.NONE)) {
            DatabaseAddress address = server.address();
            filling.fill(address.url(), address.user(), address.password());
        }
    }

    /// A TCP port of this machine that nobody listens on.
    public static int freePort() throws IOException {
        return Postmaster.freePort();
    }
}
