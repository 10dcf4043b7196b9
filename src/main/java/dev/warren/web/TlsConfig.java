package dev.warren.web;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Warren's own https, for where no proxy does it. Both files or none.
@ConfigMapping(prefix = "warren.tls")
public interface TlsConfig {

    /// PEM file with the certificate, and those of the authorities in between after it. Read again when it changes.
    Optional<Path> certificate();

    /// PEM file with its private key.
    Optional<Path> key();
}
