package dev.warren;

import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/// A start for practice, which ends by itself. The JVM notes what it loads and compiles on the way and keeps that in
/// its AOT cache, with which the starts that count need half the work.
public final class Rehearsal implements QuarkusApplication {

    private static final List<String> PAGES =
            List.of("/", "/setup", "/sign-in", "/q/health/ready", "/q/metrics", "/api/information");

    @Override
    public int run(String... args) throws IOException, InterruptedException {
        // Quarkus puts the port that it got in place of 0.
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        try (var client = HttpClient.newHttpClient()) {
            for (String page : PAGES) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page));
                client.send(request.build(), BodyHandlers.discarding());
            }
        }
        return 0;
    }
}
