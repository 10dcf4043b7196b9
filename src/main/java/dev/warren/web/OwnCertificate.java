package dev.warren.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/// The certificate in a PEM file: the first one, for those after it only vouch for it.
public record OwnCertificate(Path file) {

    /// When it ends.
    ///
    /// @throws IOException if the file can't be read or holds none
    public Instant expiry() throws IOException {
        return read().getNotAfter().toInstant();
    }

    /// The certificate itself.
    ///
    /// @throws IOException if the file can't be read or holds none
    public X509Certificate read() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new IOException("it holds no certificate", e);
        }
    }
}
