package dev.warren.doctor;

import dev.warren.interfaces.EngineRunner;
import dev.warren.interfaces.InterfacesConfig;
import dev.warren.secrets.SecretsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Examines the machine for the server that runs on it.
@ApplicationScoped
public class Doctor {

    private final SecretsConfig secrets;
    private final InterfacesConfig interfaces;
    private final EngineRunner engines;
    private final DataSource database;
    private final InstantSource clock;
    private final int port;

    Doctor(
            SecretsConfig secrets,
            InterfacesConfig interfaces,
            EngineRunner engines,
            DataSource database,
            InstantSource clock,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.secrets = secrets;
        this.interfaces = interfaces;
        this.engines = engines;
        this.database = database;
        this.clock = clock;
        this.port = port;
    }

    /// Looks at everything, which takes a moment, and some seconds where name servers do not answer. Must not be
    /// called
    /// in a transaction.
    public Report examine() {
        var warren = new Installation(
                secrets.data(),
                port,
                interfaces.ipv6(),
                OptionalLong.of(ProcessHandle.current().pid()),
                List.of(),
                engines.troubles());
        return new Examination(Machine.real(), clock).of(warren, database::getConnection);
    }
}
