package dev.warren.database;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Which database the settings name.
///
/// @param data directory of Warren's own one
/// @param given somebody else's, which takes its place; empty for Warren's own
public record DatabaseSettings(Path data, Optional<DatabaseAddress> given) {

    /// Reads `WARREN_DATABASE_…` and `WARREN_DATA`; blank ones count as not set.
    ///
    /// @throws DatabaseUnavailable if the URL is none of PostgreSQL's
    public static DatabaseSettings of(Function<String, Optional<String>> variables) {
        Function<String, Optional<String>> settings =
                name -> variables.apply(name).filter(value -> !value.isBlank());
        return new DatabaseSettings(
                Path.of(settings.apply("WARREN_DATA").orElse("data")),
                settings.apply("WARREN_DATABASE_URL")
                        .map(url -> DatabaseAddress.parse(
                                url,
                                settings.apply("WARREN_DATABASE_USER").orElse(null),
                                settings.apply("WARREN_DATABASE_PASSWORD").orElse(null))));
    }
}
