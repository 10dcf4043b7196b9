package dev.warren;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// Secrets out of files, as container engines and systemd hand them over: `WARREN_METRICS_PASSWORD_FILE` names the file
/// whose first line takes the place of `WARREN_METRICS_PASSWORD`. So they are in no list of processes and no
/// description
/// of a container.
public final class SecretFiles implements ConfigSource {

    private static final int BEFORE_ENVIRONMENT = 310;

    /// The variable that names a file → the variable whose value is in it.
    private static final Map<String, String> SECRETS = Map.of(
            "WARREN_DATABASE_URL_FILE", "WARREN_DATABASE_URL",
            "WARREN_DATABASE_PASSWORD_FILE", "WARREN_DATABASE_PASSWORD",
            "WARREN_METRICS_PASSWORD_FILE", "WARREN_METRICS_PASSWORD",
            "WARREN_SMTP_PASSWORD_FILE", "WARREN_SMTP_PASSWORD",
            "INIT_PASSWORD_FILE", "INIT_PASSWORD");

    private final Map<String, String> values;

    /// For the configuration, which finds this class by its name.
    public SecretFiles() {
        this(System.getenv());
    }

    SecretFiles(Map<String, String> environment) {
        var found = new TreeMap<String, String>();
        SECRETS.forEach((variable, secret) -> {
            String file = environment.get(variable);
            if (file != null && !file.isBlank() && refusal(variable, secret, environment) == null) {
                String value = read(Path.of(file));
                found.put(secret, value);
                // How a @ConfigMapping asks for the same.
                found.put(secret.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        values = found;
    }

    /// Tells in one sentence what is wrong with a file before anybody asks for what is in it.
    ///
    /// @throws ServerCannotStart naming the variable, never the value
    static void verify(Map<String, String> environment) {
        new TreeMap<>(SECRETS).forEach((variable, secret) -> {
            String refusal = refusal(variable, secret, environment);
            if (refusal != null) {
                throw new ServerCannotStart(refusal);
            }
        });
    }

    private static @Nullable String refusal(String variable, String secret, Map<String, String> environment) {
        String file = environment.get(variable);
        if (file == null || file.isBlank()) {
            return null;
        }
        String beside = environment.get(secret);
        if (beside != null && !beside.isBlank()) {
            return "%s and %s are both set: unset one of them.".formatted(variable, secret);
        }
        if (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file))) {
            return "%s names %s, which this account can't read: correct it, or let the account that runs Warren read the file."
                    .formatted(variable, file);
        }
        return read(Path.of(file)).isEmpty() ? "%s names %s, which is empty.".formatted(variable, file) : null;
    }

    private static String read(Path file) {
        try (var lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            return first == null ? "" : first.strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public @Nullable String getValue(String property) {
        return values.get(property);
    }

    @Override
    public String getName() {
        return "files of secrets";
    }

    @Override
    public int getOrdinal() {
        return BEFORE_ENVIRONMENT;
    }
}
