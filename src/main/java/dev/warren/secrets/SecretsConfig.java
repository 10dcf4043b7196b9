package dev.warren.secrets;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the master key comes from.
@ConfigMapping(prefix = "warren.secrets")
public interface SecretsConfig {

    /// A file with the master key on its first line, and former ones below it. Goes before [#masterKey].
    Optional<Path> masterKeyFile();

    /// The master key itself, and former ones after it, with commas between them.
    Optional<List<String>> masterKey();

    /// The directory of Warren's own data, in which a master key is made if none is given.
    Path data();
}
