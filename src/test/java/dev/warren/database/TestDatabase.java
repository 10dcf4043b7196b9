package dev.warren.database;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The database of every `@QuarkusTest`: an embedded PostgreSQL with nothing in it, shared by all tests of a run.
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

    private static final Path DATA = Path.of("target", "test-data");

    private @Nullable EmbeddedPostgres server;

    @Override
    public Map<String, String> start() {
        server = EmbeddedPostgres.start(emptied(DATA), Durability.NONE);
        DatabaseAddress owner = server.address();
        DatabaseAddress application = ApplicationRole.of(owner);
        return Map.of(
                "quarkus.datasource.jdbc.url", application.url(),
                "quarkus.datasource.username", application.user(),
                "quarkus.datasource.password", application.password(),
                "quarkus.flyway.username", owner.user(),
                "quarkus.flyway.password", owner.password());
    }

    /// The same directory without its cluster: unpacking the programs is what takes time.
    static Path emptied(Path data) {
        try {
            Trees.delete(data.resolve("postgresql/cluster-18"));
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
