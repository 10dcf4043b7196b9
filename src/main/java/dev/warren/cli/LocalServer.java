package dev.warren.cli;

import dev.warren.web.OwnCertificate;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// The Warren of this machine, as its settings say.
///
/// @param settings the variables of the server
record LocalServer(Function<String, Optional<String>> settings) {

    /// Where it listens, without a slash at the end.
    String url() {
        return "%s://%s:%s%s"
                .formatted(
                        certificate().isPresent() ? "https" : "http",
                        host(),
                        setting("quarkus.http.port").orElse("51821"),
                        setting("warren.web.base-path").orElse("").replaceAll("/+$", ""));
    }

    /// A client that knows it by its certificate: the names in that one are not those by which this machine knows
    /// itself.
    ///
    /// @throws IOException if the certificate can't be read
    HttpClient client() throws IOException {
        var file = certificate();
        if (file.isEmpty()) {
            return HttpClient.newHttpClient();
        }
        try {
            var tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new Pinned(new OwnCertificate(file.get()).read())}, null);
            return HttpClient.newBuilder().sslContext(tls).build();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has TLS", e);
        }
    }

    private Optional<Path> certificate() {
        return setting("warren.tls.certificate").map(Path::of);
    }

    private String host() {
        String host = setting("quarkus.http.host").orElse("0.0.0.0");
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "[::1]";
            default -> host.indexOf(':') < 0 ? host : "[" + host + "]";
        };
    }

    private Optional<String> setting(String name) {
        return settings.apply(name).filter(text -> !text.isBlank());
    }

    /// Trusts one certificate, whoever has signed it and whatever names are in it.
    private static final class Pinned extends X509ExtendedTrustManager {

        private final X509Certificate own;

        Pinned(X509Certificate own) {
            this.own = own;
        }

        private void require(X509Certificate[] chain) throws CertificateException {
            if (!chain[0].equals(own)) {
                throw new CertificateException("this is not the certificate of the file");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            require(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            require(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            require(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("there are no clients");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("there are no clients");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("there are no clients");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
