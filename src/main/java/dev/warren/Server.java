package dev.warren;

import dev.warren.database.ApplicationRole;
import dev.warren.database.DatabaseAddress;
import dev.warren.database.DatabaseSettings;
import dev.warren.database.Durability;
import dev.warren.database.EmbeddedPostgres;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// From the first look at the settings to the last write: checks what would stop the start later and in more words,
/// brings the database up, runs Quarkus, and takes the database down after everything that writes to it has ended.
final class Server {

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String USER = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";
    private static final String OWNER = "quarkus.flyway.username";
    private static final String OWNERS_PASSWORD = "quarkus.flyway.password";
    private static final Duration LAST_WRITES = Duration.ofSeconds(20);

    private final Config config = ConfigProvider.getConfig();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable EmbeddedPostgres postgres;

    /// Serves until it is told to end, and exits.
    ///
    /// @throws ServerCannotStart if the address to listen on can't be had
    /// @throws dev.warren.database.DatabaseUnavailable if there is no database
    void serve() {
        run(null);
    }

    /// Starts, looks at a few pages, and exits.
    void rehearse() {
        run(Rehearsal.class);
    }

    private void run(@Nullable Class<? extends QuarkusApplication> application) {
        // After a live reload the database of the first start is still there, and so are its port and these settings.
        if (config.getOptionalValue(URL, String.class).isEmpty()) {
            var address = ListenAddress.of(config);
            address.verify();
            LogSettings.of(config).publish();
            TlsFiles.of(config).ifPresent(files -> files.publish(address.port()));
            publish(database());
        }
        // SIGTERM ends the JVM as soon as the shutdown hooks are through, and in a container everything else with it.
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitEnd, "database-shutdown"));
        Quarkus.run(application, (exitCode, cause) -> end(exitCode));
    }

    private DatabaseAddress database() {
        var settings = DatabaseSettings.of(name -> config.getOptionalValue(name, String.class));
        if (settings.given().isPresent()) {
            settings.given().get().verify();
            return settings.given().get();
        }
        postgres = EmbeddedPostgres.start(settings.data(), Durability.FULL);
        return postgres.address();
    }

    private static void publish(DatabaseAddress owner) {
        DatabaseAddress application = ApplicationRole.of(owner);
        System.setProperty(URL, application.url());
        System.setProperty(USER, application.user());
        System.setProperty(PASSWORD, application.password());
        System.setProperty(OWNER, owner.user());
        System.setProperty(OWNERS_PASSWORD, owner.password());
    }

    private void end(int exitCode) {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            return;
        }
        if (postgres != null) {
            postgres.close();
        }
        ended.countDown();
        System.exit(exitCode);
    }

    private void awaitEnd() {
        try {
            ended.await(LAST_WRITES.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
