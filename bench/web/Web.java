import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
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
final class Web {

    static final int PORT = 51821;
    static final String URL = "http://127.0.0.1:" + PORT;
    static final String USER = "bench";
    static final String PASSWORD = "correct horse battery";
    static final int OPEN_SECONDS = 15;

    static List<Integer> sizes = List.of(10, 1_000, 10_000);
    static int runs = 5;
    static Path warren = Path.of("warren");
    static Path work = Path.of("/tmp");
    static Path results = Path.of("bench/results.md");
    static boolean save;

    /// What the browser remembers from its first moment on.
    static final String WATCH = """
            window.seen = { shift: 0, longest: 0, rows: 0 };
            new PerformanceObserver((list) => list.getEntries().forEach((each) => { if (!each.hadRecentInput) seen.shift += each.value; }))
                .observe({ type: "layout-shift", buffered: true });
            new PerformanceObserver((list) => list.getEntries().forEach((each) => { seen.longest = Math.max(seen.longest, each.duration); }))
                .observe({ type: "longtask", buffered: true });
            const look = () => {
              if (document.querySelector("tbody tr[data-peer]") && performance.getEntriesByName("first-contentful-paint").length) {
                seen.rows = performance.now();
              } else {
                requestAnimationFrame(look);
              }
            };
            requestAnimationFrame(look);
            """;

    /// One visit. Milliseconds and bytes.
    record Visit(double rows, int requests, long compressed, double shift, double longest) {}

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
        Process server = start();
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            String report = measure(server, playwright);
            System.out.print(report);
            if (save) {
                Files.writeString(results, report, StandardOpenOption.APPEND);
            }
        } finally {
            playwright.close();
            server.destroy();
            server.waitFor(30, TimeUnit.SECONDS);
        }
    }

    static String measure(Process server, Playwright playwright) throws Exception {
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        String state = signIn(browser);
        var report = new StringBuilder();
        report.append("\n## Pages, %s\n\n".formatted(LocalDate.now()))
                .append("`bench/web.sh --runs %d`, medians, Chromium %s with a cold cache, %s.\n\n"
                        .formatted(runs, browser.version(), machine()))
                .append("| What | ").append(each(size -> "%,d peers".formatted(size))).append(" |\n")
                .append("|---|").append("---:|".repeat(sizes.size())).append('\n');
        List<List<Visit>> visits = new ArrayList<>();
        List<Double> answers = new ArrayList<>();
        String open = "";
        int made = 0;
        for (int size : sizes) {
            fill(made, size);
            made = size;
            visit(browser, state); // the first one warms the server, not the browser
            answers.add(answerMillis());
            visits.add(IntStream.range(0, runs).mapToObj(run -> visit(browser, state)).toList());
            if (size <= 1_000) {
                open = open(browser, state, server, size);
            }
        }
        row(report, "until rows are shown, ms", visits, Visit::rows, "%.0f");
        row(report, "requests of the first view", visits, visit -> (double) visit.requests(), "%.0f");
        row(report, "JavaScript and CSS, compressed, kB", visits, visit -> visit.compressed() / 1000.0, "%.1f");
        row(report, "layout shift", visits, Visit::shift, "%.3f");
        row(report, "longest task on the main thread, ms (none: 0)", visits, Visit::longest, "%.0f");
        report.append("| server's answer, p50, ms | ")
                .append(answers.stream().map("%.1f"::formatted).collect(Collectors.joining(" | ")))
                .append(" |\n\n")
                .append(open)
                .append('\n');
        return report.toString();
    }

    interface Figure {
        double of(Visit visit);
    }

    static void row(StringBuilder report, String what, List<List<Visit>> visits, Figure figure, String format) {
        report.append("| ").append(what).append(" | ")
                .append(visits.stream()
                        .map(some -> format.formatted(median(some.stream().map(figure::of).toList())))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    static String each(java.util.function.IntFunction<String> text) {
        return sizes.stream().map(text::apply).collect(Collectors.joining(" | "));
    }

    static Visit visit(Browser browser, String state) {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setStorageState(state))) {
            Page page = context.newPage();
            page.addInitScript(WATCH);
            page.navigate(URL + "/peers");
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
            page.mouse().wheel(0, 4_000);
            page.waitForTimeout(300);
            return new Visit(
                    rows,
                    requests,
                    compressed,
                    number(page.evaluate("() => seen.shift")),
                    number(page.evaluate("() => seen.longest")));
        }
    }

    /// What a page that nobody touches costs.
    static String open(Browser browser, String state, Process server, int size) throws Exception {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setStorageState(state))) {
            Page page = context.newPage();
            page.navigate(URL + "/peers");
            page.waitForTimeout(4_000);
            var received = new AtomicLong();
            var session = context.newCDPSession(page);
            session.on("Network.dataReceived", (JsonObject event) ->
                    received.addAndGet(event.get("encodedDataLength").getAsLong()));
            session.send("Network.enable");
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

    static double answerMillis() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                long begin = System.nanoTime();
                var answer = client.send(request("/peers").header("Accept", "text/html").build(), BodyHandlers.discarding());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException("GET /peers: " + answer.statusCode());
                }
                if (i >= 20) {
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

    static Process start() throws Exception {
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
        Process server = builder.start();
        for (int i = 0; i < 120; i++) {
            try (Stream<String> lines = Files.lines(work.resolve("server.log"))) {
                if (lines.anyMatch(line -> line.contains("Listening on"))) {
                    return server;
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
