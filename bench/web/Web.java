import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The list of peers as a browser sees it that has never been there, with more and more peers; and what a page costs
/// that stays open.
///
/// Each size has a server that was just started. Its first view is told apart, for nothing is compiled then; the
/// others come after [#WARM] answers. The floor is a page of one row, without style and script, measured in the same
/// way.
final class Web {

    static final int PORT = 51821;
    static final String URL = "http://127.0.0.1:" + PORT;
    static final String USER = "bench";
    static final String PASSWORD = "correct horse battery";
    static final String FLOOR = "http://127.0.0.1:51820/";
    static final int WARM = 200;
    static final int ANSWERS = 40;
    static final int OPEN_SECONDS = 15;

    static List<Integer> sizes = List.of(10, 1_000, 10_000);
    static int runs = 5;
    static Path warren = Path.of("warren");
    static Path work = Path.of("/tmp");
    static Path results = Path.of("bench/results.md");
    static boolean save;
    static Process server;

    /// What the browser remembers from its first moment on.
    static final String WATCH = """
            window.seen = { shift: 0, longest: 0, rows: 0 };
            new PerformanceObserver((list) => list.getEntries().forEach((each) => { if (!each.hadRecentInput) seen.shift += each.value; }))
                .observe({ type: "layout-shift", buffered: true });
            new PerformanceObserver((list) => list.getEntries().forEach((each) => { seen.longest = Math.max(seen.longest, each.duration); }))
                .observe({ type: "longtask", buffered: true });
            let earlier = 0;
            const look = () => {
              const painted = performance.getEntriesByName("first-contentful-paint")[0];
              if (!document.querySelector("tbody tr[data-peer]")) {
                earlier++;
                requestAnimationFrame(look);
              } else if (earlier === 0 && !painted) {
                requestAnimationFrame(look);
              } else {
                // Rows of the first frame are there when it is; others when the frame after theirs begins.
                earlier === 0 ? (seen.rows = painted.startTime) : requestAnimationFrame(() => (seen.rows = performance.now()));
              }
            };
            requestAnimationFrame(look);
            """;

    /// One visit. Milliseconds and bytes.
    ///
    /// @param answer from the request of the page to the first byte of it, as the browser saw it
    record Visit(double rows, double answer, int requests, long compressed, double shift, double longest) {}

    /// All that is measured with one number of peers.
    ///
    /// @param answer of the server to a client that draws nothing
    record Size(Visit first, List<Visit> warm, double answer) {}

    public static void main(String[] words) throws Exception {
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--sizes" -> sizes = Arrays.stream(words[++i].split(",")).map(Integer::valueOf).toList();
                case "--runs" -> runs = Integer.parseInt(words[++i]);
                case "--warren" -> warren = Path.of(words[++i]);
                case "--work" -> work = Path.of(words[++i]);
                case "--results" -> results = Path.of(words[++i]);
                case "--save" -> save = true;
                default -> throw new IllegalArgumentException("unknown option " + words[i]);
            }
        }
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            String report = measure(playwright);
            System.out.print(report);
            if (save) {
                Files.writeString(results, report, StandardOpenOption.APPEND);
            }
        } finally {
            playwright.close();
            stop();
        }
    }

    static String measure(Playwright playwright) throws Exception {
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        List<Visit> floor = floor(browser);
        List<Size> measured = new ArrayList<>();
        String open = openEmpty(browser);
        int made = 0;
        start();
        for (int size : sizes) {
            fill(made, size);
            made = size;
            stop();
            start();
            String state = signIn(browser);
            Visit first = visit(browser, state, URL + "/peers");
            double answer = answerMillis(state);
            measured.add(new Size(first, visits(browser, state, URL + "/peers"), answer));
            if (size <= 1_000) {
                open += open(browser, state, size);
            }
        }
        var report = new StringBuilder();
        report.append("\n## Pages, %s\n\n".formatted(LocalDate.now()))
                .append("`bench/web.sh --runs %d`, medians, Chromium %s with a cold cache, %s.\n\n"
                        .formatted(runs, browser.version(), machine()))
                .append("| What | an empty page | ").append(each(size -> "%,d peers".formatted(size))).append(" |\n")
                .append("|---|---:|").append("---:|".repeat(sizes.size())).append('\n');
        String warm = ", after %d views".formatted(WARM);
        row(report, "until rows are shown, ms" + warm, floor, measured, Visit::rows, "%.0f");
        first(report, "the same, first view of a server", measured, Visit::rows, "%.0f");
        row(report, "server's answer as the browser sees it, ms" + warm, floor, measured, Visit::answer, "%.1f");
        first(report, "the same, first view of a server", measured, Visit::answer, "%.0f");
        report.append("| server's answer, p50 of %d, ms%s | | ".formatted(ANSWERS, warm))
                .append(measured.stream().map(size -> "%.1f".formatted(size.answer())).collect(Collectors.joining(" | ")))
                .append(" |\n");
        row(report, "longest task on the main thread, ms (under 50: 0)", floor, measured, Visit::longest, "%.0f");
        row(report, "layout shift", floor, measured, Visit::shift, "%.3f");
        row(report, "requests of the first view", floor, measured, visit -> (double) visit.requests(), "%.0f");
        row(report, "JavaScript and CSS, compressed, kB", floor, measured, visit -> visit.compressed() / 1000.0, "%.1f");
        return report.append('\n').append(open).toString();
    }

    static List<Visit> visits(Browser browser, String state, String url) {
        return IntStream.range(0, runs).mapToObj(run -> visit(browser, state, url)).toList();
    }

    /// What the browser and its remote control take for themselves.
    static List<Visit> floor(Browser browser) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", URI.create(FLOOR).getPort()), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Floor</title><table><tbody><tr data-peer><td>A row</table>".getBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            visit(browser, null, FLOOR);
            return visits(browser, null, FLOOR);
        } finally {
            server.stop(0);
        }
    }

    interface Figure {
        double of(Visit visit);
    }

    static void row(
            StringBuilder report, String what, List<Visit> floor, List<Size> sizes, Figure figure, String format) {
        report.append("| ").append(what).append(" | ")
                .append(Stream.concat(Stream.of(floor), sizes.stream().map(Size::warm))
                        .map(some -> format.formatted(median(some.stream().map(figure::of).toList())))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    static void first(StringBuilder report, String what, List<Size> sizes, Figure figure, String format) {
        report.append("| ").append(what).append(" | | ")
                .append(sizes.stream()
                        .map(size -> format.formatted(figure.of(size.first())))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    static String each(java.util.function.IntFunction<String> text) {
        return sizes.stream().map(text::apply).collect(Collectors.joining(" | "));
    }

    static Visit visit(Browser browser, String state, String url) {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setStorageState(state))) {
            Page page = context.newPage();
            page.addInitScript(WATCH);
            page.navigate(url);
            page.waitForFunction("() => seen.rows > 0");
            page.waitForTimeout(1_500);
            double rows = number(page.evaluate("() => seen.rows"));
            int requests = (int) number(page.evaluate("""
                    () => 1 + performance.getEntriesByType("resource").filter((each) => !each.name.includes("/live")).length
                    """));
            long compressed = (long) number(page.evaluate("""
                    () => performance.getEntriesByType("resource").filter((each) => /\\.(js|css)$/.test(each.name))
                        .reduce((sum, each) => sum + each.encodedBodySize, 0)
                    """));
            // Not by the wheel: its pointer stays, and has the next page laid out before it has its style.
            page.evaluate("() => scrollBy(0, 4_000)");
            page.waitForTimeout(300);
            return new Visit(
                    rows,
                    number(page.evaluate("""
                            () => performance.getEntriesByType("navigation").map((page) => page.responseStart - page.requestStart)[0]
                            """)),
                    requests,
                    compressed,
                    number(page.evaluate("() => seen.shift")),
                    number(page.evaluate("() => seen.longest")));
        }
    }

    /// What a page that nobody touches costs.
    static String open(Browser browser, String state, int size) throws Exception {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setStorageState(state))) {
            Page page = context.newPage();
            var received = new AtomicLong();
            var session = context.newCDPSession(page);
            session.on("Network.eventSourceMessageReceived", (JsonObject event) ->
                    received.addAndGet("data:\n\n".length() + event.get("data").getAsString().length()));
            session.on("Network.dataReceived", (JsonObject event) ->
                    received.addAndGet(event.get("encodedDataLength").getAsLong()));
            session.send("Network.enable");
            page.navigate(URL + "/peers");
            page.waitForTimeout(4_000);
            received.set(0);
            double browserBefore = cpuSeconds(browserProcesses());
            double serverBefore = cpuSeconds(List.of(server.pid()));
            long begin = System.nanoTime();
            page.waitForTimeout(OPEN_SECONDS * 1_000);
            double seconds = (System.nanoTime() - begin) / 1e9;
            return "A page that stays open, %,d idle peers: %.2f kB/s; %.1f %% of a core in the browser, %.1f %% in the server.\n"
                    .formatted(
                            size,
                            received.get() / seconds / 1000,
                            (cpuSeconds(browserProcesses()) - browserBefore) / seconds * 100,
                            (cpuSeconds(List.of(server.pid())) - serverBefore) / seconds * 100);
        }
    }

    static String openEmpty(Browser browser) throws Exception {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.waitForTimeout(4_000);
            double before = cpuSeconds(browserProcesses());
            page.waitForTimeout(OPEN_SECONDS * 1_000);
            return "A browser with a blank page: %.1f %% of a core.\n\n"
                    .formatted((cpuSeconds(browserProcesses()) - before) / OPEN_SECONDS * 100);
        }
    }

    static List<Long> browserProcesses() {
        return ProcessHandle.current().descendants()
                .filter(process -> process.info().command().orElse("").contains("chrom"))
                .map(ProcessHandle::pid)
                .toList();
    }

    static double cpuSeconds(List<Long> processes) {
        double ticks = 0;
        for (long process : processes) {
            try {
                String stat = Files.readString(Path.of("/proc/%d/stat".formatted(process)));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            } catch (IOException e) {
                // It has ended meanwhile.
            }
        }
        return ticks / 100;
    }

    /// Asks as a browser does: with the session's cookie, for a compressed page.
    static double answerMillis(String state) throws Exception {
        JsonObject cookie = JsonParser.parseString(state)
                .getAsJsonObject()
                .getAsJsonArray("cookies")
                .get(0)
                .getAsJsonObject();
        HttpRequest request = HttpRequest.newBuilder(URI.create(URL + "/peers"))
                .header("Cookie", cookie.get("name").getAsString() + "=" + cookie.get("value").getAsString())
                .header("Accept", "text/html")
                .header("Accept-Encoding", "gzip")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < WARM + ANSWERS; i++) {
                long begin = System.nanoTime();
                var answer = client.send(request, BodyHandlers.discarding());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException("GET /peers: " + answer.statusCode());
                }
                if (i >= WARM) {
                    millis.add((System.nanoTime() - begin) / 1e6);
                }
            }
            return median(millis);
        }
    }

    static void fill(int from, int to) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int begin = from; begin < to; begin += 1_000) {
                String peers = IntStream.range(begin, Math.min(to, begin + 1_000))
                        .mapToObj("{\"name\": \"peer-%05d\", \"tags\": [\"bench\"]}"::formatted)
                        .collect(Collectors.joining(", ", "{\"action\": \"create\", \"peers\": [", "]}"));
                var answer = client.send(
                        request("/api/v1/peers/bulk")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(peers))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() != 200 || !answer.body().contains("\"refused\":0")) {
                    throw new IllegalStateException("create: " + answer.body().substring(0, 300));
                }
            }
        }
    }

    static HttpRequest.Builder request(String path) {
        String who = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes());
        return HttpRequest.newBuilder(URI.create(URL + path))
                .header("Authorization", "Basic " + who)
                .timeout(Duration.ofMinutes(2));
    }

    static String signIn(Browser browser) {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(URL + "/sign-in");
            page.fill("[name=username]", USER);
            page.fill("[name=password]", PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL(url -> !url.contains("/sign-in"));
            return context.storageState();
        }
    }

    static void stop() throws InterruptedException {
        if (server != null) {
            server.destroy();
            server.waitFor(30, TimeUnit.SECONDS);
        }
    }

    static void start() throws Exception {
        var builder = new ProcessBuilder(warren.toString(), "serve");
        builder.redirectErrorStream(true).redirectOutput(work.resolve("server.log").toFile());
        builder.environment().putAll(Map.of(
                "WARREN_DATA", work.resolve("data").toString(),
                "WARREN_HOST", "127.0.0.1",
                "WARREN_PORT", Integer.toString(PORT),
                "INIT_ENABLED", "true",
                "INIT_USERNAME", USER,
                "INIT_PASSWORD", PASSWORD,
                "INIT_HOST", "vpn.example.org",
                "INIT_PORT", "51820",
                "INIT_IPV4_CIDR", "10.8.0.0/16"));
        server = builder.start();
        for (int i = 0; i < 120; i++) {
            try (Stream<String> lines = Files.lines(work.resolve("server.log"))) {
                if (lines.anyMatch(line -> line.contains("Listening on"))) {
                    return;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IllegalStateException(Files.readString(work.resolve("server.log")));
    }

    static String machine() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            String model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse("unknown processor");
            return "%s, %d processors".formatted(model, Runtime.getRuntime().availableProcessors());
        }
    }

    static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    static {
        Locale.setDefault(Locale.ROOT);
    }

    private Web() {}
}
