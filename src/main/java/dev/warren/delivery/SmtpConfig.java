package dev.warren.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// The mail server that Warren hands its mail to. Without a host there is no mail.
@ConfigMapping(prefix = "warren.smtp")
public interface SmtpConfig {

    /// How the connection is protected.
    enum Security {
        /// Begins plain and is encrypted before anything is said, or fails.
        STARTTLS(587),
        /// Encrypted from the first byte.
        TLS(465),
        /// Not at all.
        NONE(25);

        private final int port;

        Security(int port) {
            this.port = port;
        }

        int port() {
            return port;
        }
    }

    Optional<String> host();

    /// By default the usual one of `security`.
    OptionalInt port();

    @WithDefault("starttls")
    Security security();

    /// Without one, Warren does not sign in there.
    Optional<String> username();

    Optional<String> password();

    /// The sender: `vpn@example.org`, or `Example VPN <vpn@example.org>`.
    Optional<String> from();

    /// PEM file of the authority that has signed the server's certificate, if the system does not know it.
    Optional<Path> authority();

    /// How long Warren waits for the server.
    @WithDefault("10s")
    Duration timeout();
}
