package dev.warren;

import dev.warren.web.OwnCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/// The files for https of Warren's own, and what they make of Quarkus' settings: the port of the pages speaks https
/// and nothing else. Changed files count within a minute, for new connections.
record TlsFiles(Path certificate, Path key) {

    private static final String STORE = "quarkus.tls.key-store.pem.0.";
    private static final String RELOAD = "15s";

    /// Empty if nothing is set.
    ///
    /// @throws ServerCannotStart if they can't be used
    static Optional<TlsFiles> of(Config config) {
        var certificate = config.getOptionalValue("warren.tls.certificate", Path.class);
        var key = config.getOptionalValue("warren.tls.key", Path.class);
        if (certificate.isPresent() != key.isPresent()) {
            throw new ServerCannotStart(
                    "WARREN_TLS_CERTIFICATE and WARREN_TLS_KEY belong together: set both, or none.");
        }
        return certificate.map(file -> new TlsFiles(file, key.orElseThrow()).verified());
    }

    private TlsFiles verified() {
        try {
            new OwnCertificate(certificate).expiry();
        } catch (IOException e) {
            throw unusable("WARREN_TLS_CERTIFICATE", certificate, e);
        }
        try {
            if (!Files.readString(key).contains("PRIVATE KEY-----")) {
                throw new IOException("it holds no private key");
            }
        } catch (IOException e) {
            throw unusable("WARREN_TLS_KEY", key, e);
        }
        return this;
    }

    private static ServerCannotStart unusable(String variable, Path file, IOException reason) {
        return new ServerCannotStart(
                "%s names %s, which can't be used (%s): name a PEM file that the account of Warren can read."
                        .formatted(variable, file, reason.getMessage()));
    }

    void publish(int port) {
        System.setProperty(STORE + "cert", certificate.toString());
        System.setProperty(STORE + "key", key.toString());
        System.setProperty("quarkus.tls.reload-period", RELOAD);
        System.setProperty("quarkus.http.insecure-requests", "disabled");
        System.setProperty("quarkus.http.ssl-port", String.valueOf(port));
    }
}
