package dev.warren;

import dev.warren.engine.Engine;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/// A start for practice, which ends by itself. The JVM notes what it loads on the way, and which code runs often, and
/// keeps that in its AOT cache, with which the starts that count need half the work.
///
/// It knows no user but the one of wg-easy's variables (`INIT_USERNAME` …), makes peers and looks at pages until the
/// code for it is hot, and lets the engine play a tunnel to itself.
public final class Rehearsal implements QuarkusApplication {

    /// A method's profile is kept if the JVM has compiled it, which it does after 200 calls.
    private static final int ROUNDS = 420;

    /// How many rounds go by before reading, and before a look at the pages of a peer, which is then kept.
    private static final int READ_EVERY = 2;

    private static final int LOOK_EVERY = 15;

    private static final Duration TRAFFIC = Duration.ofSeconds(8);
    private static final List<String> PAGES =
            List.of("/", "/setup", "/sign-in", "/peers", "/q/health/ready", "/q/metrics", "/api/information");
    private static final List<String> READ = List.of("/api/client", "/api/v1/interfaces", "/q/metrics");

    /// What a browser shows again and again, and what it shows now and then.
    private static final List<String> OFTEN = List.of("/peers", "/");

    private static final List<String> SELDOM = List.of(
            "/peers/new",
            "/interfaces",
            "/users",
            "/audit",
            "/settings",
            "/system",
            "/account",
            "/peers?q=peer&state=never");

    private static final List<String> TABS =
            List.of("", "/delivery", "/settings", "/sessions", "/events", "/diagnosis");

    /// Keeps the cookie of the session.
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    // Quarkus puts the port that it got in place of 0.
    private final String server =
            "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);

    @Override
    public int run(String... args) throws IOException, InterruptedException {
        try (client) {
            for (String page : PAGES) {
                send(HttpRequest.newBuilder(URI.create(server + page)));
            }
            signIn();
            for (int i = 0; i < ROUNDS; i++) {
                round(i);
            }
            for (String page : SELDOM) {
                look(page);
            }
        }
        Engine.rehearse(TRAFFIC);
        return 0;
    }

    /// What programs and browsers ask of a server all day.
    private void round(int number) throws IOException, InterruptedException {
        String peer = send(signedIn("/api/v1/peers")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\": \"peer %d\"}".formatted(number))))
                .headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException("the rehearsal may make no peers"));
        send(signedIn("/api/v1/peers?limit=50"));
        send(signedIn(peer + "/activation").DELETE());
        send(signedIn(peer + "/activation").PUT(BodyPublishers.noBody()));
        if (number % READ_EVERY == 0) {
            for (String path : READ) {
                send(signedIn(path));
            }
            for (String page : OFTEN) {
                look(page);
            }
        }
        if (number % LOOK_EVERY == 0) {
            for (String tab : TABS) {
                look(URI.create(peer).getPath().replace("/api/v1", "") + tab);
            }
        } else {
            send(signedIn(peer).DELETE());
        }
    }

    private void signIn() throws IOException, InterruptedException {
        String form = "username=%s&password=%s"
                .formatted(
                        URLEncoder.encode(System.getenv("INIT_USERNAME"), StandardCharsets.UTF_8),
                        URLEncoder.encode(System.getenv("INIT_PASSWORD"), StandardCharsets.UTF_8));
        send(HttpRequest.newBuilder(URI.create(server + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /// Asks for a page as a browser does.
    private void look(String page) throws IOException, InterruptedException {
        int status = send(HttpRequest.newBuilder(URI.create(server + page))
                        .header("Accept", "text/html")
                        .header("Accept-Encoding", "gzip"))
                .statusCode();
        if (status != 200) {
            throw new IllegalStateException("the rehearsal may not see " + page + ": " + status);
        }
    }

    private HttpRequest.Builder signedIn(String path) {
        String user = System.getenv("INIT_USERNAME") + ":" + System.getenv("INIT_PASSWORD");
        return HttpRequest.newBuilder(URI.create(server).resolve(path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<Void> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.discarding());
    }
}
