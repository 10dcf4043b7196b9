import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One server, filled step by step, and asked what programs ask. Every number is from the caller's side, over connections
/// that stay open.
final class Api {
    static final int PORT = 51821;
    static final String USER = "bench";
    static final String PASSWORD = "correct horse battery";
    static final String METRICS = "metrics password";

    static List<Integer> sizes = List.of(100, 1_000, 10_000);
    static Set<String> only =
            Set.of("idle", "create", "lists", "metrics", "act", "traffic", "together", "bulk", "renumber", "memory");
    static String warren = "./warren";
    static Path work = Path.of("/tmp");
    static String client = "";
    static String wireguardGo = "wireguard-go";
    static Path results = Path.of("bench/results.md");
    static boolean save;
    static Process server;

    static final String LOAD = load();
    static final long[] PROCESSORS = processors();

    static final Map<String, String> REPORT = new LinkedHashMap<>();
    static final AtomicInteger NAMES = new AtomicInteger();

    public static void main(String[] words) throws Exception {
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--sizes" -> sizes = Arrays.stream(words[++i].split(",")).map(Integer::valueOf).toList();
                case "--only" -> only = Set.of(words[++i].split(","));
                case "--warren" -> warren = words[++i];
                case "--work" -> work = Path.of(words[++i]);
                case "--client" -> client = words[++i];
                case "--wireguard-go" -> wireguardGo = words[++i];
                case "--results" -> results = Path.of(words[++i]);
                case "--save" -> save = true;
                default -> throw new IllegalArgumentException("unknown option " + words[i]);
            }
        }
        server = start();
        try {
            measure();
        } finally {
            server.destroy();
            server.waitFor(30, TimeUnit.SECONDS);
        }
        String report = report();
        System.out.print(report);
        if (save) {
            Files.writeString(results, report, StandardOpenOption.APPEND);
        }
    }

    static void measure() throws Exception {
        if (only.contains("idle")) {
            TimeUnit.SECONDS.sleep(20);
            put("memory idle, MiB", memory());
        }
        try (Call call = new Call(basic())) {
            warmUp(call);
            if (only.contains("traffic")) {
                traffic(call);
            }
            if (only.contains("together")) {
                together();
            }
            for (int size : sizes) {
                fill(call, size);
                if (only.contains("create")) {
                    create(call, size);
                }
                if (only.contains("lists")) {
                    lists(call, size);
                }
                if (only.contains("metrics")) {
                    metrics(size);
                }
                if (only.contains("act")) {
                    act(call, size);
                }
                if (only.contains("bulk")) {
                    switchAll(call, size);
                }
                if (only.contains("renumber")) {
                    renumber(call, size);
                }
            }
        }
        if (only.contains("memory")) {
            TimeUnit.SECONDS.sleep(135); // a calm minute, and the heap is what is needed
            put("memory with %,d peers, MiB".formatted(sizes.getLast()), memory());
        }
    }

    static Process start() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(warren);
        builder.environment().putAll(Map.of(
                "WARREN_DATA", work.resolve("data").toString(),
                "WARREN_PORT", String.valueOf(PORT),
                "WARREN_METRICS_PASSWORD", METRICS,
                "INIT_ENABLED", "true",
                "INIT_USERNAME", USER,
                "INIT_PASSWORD", PASSWORD,
                "INIT_HOST", "192.0.2.1",
                "INIT_IPV4_CIDR", "10.8.0.0/16",
                "INIT_IPV6_CIDR", "fd00:8::/64"));
        Path log = work.resolve("warren.log");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        for (int tries = 0; tries < 600; tries++) {
            if (!process.isAlive()) {
                throw new IllegalStateException("Warren ended:\n" + Files.readString(log));
            }
            try (Call call = new Call("")) {
                if (call.get("/q/health/ready").status() == 200) {
                    return process;
                }
            } catch (IOException e) {
                // not yet
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException("Warren does not answer:\n" + Files.readString(log));
    }

    // --- what is measured ---

    /// What a server does all day, so that its code is compiled.
    static void warmUp(Call call) throws IOException {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            made.add(make(call));
            call.get("/api/v1/peers?limit=50");
            call.get("/api/client");
        }
        bulk(call, "delete", made);
    }

    static void create(Call call, int size) throws IOException {
        List<String> made = new ArrayList<>();
        put("create, %,d peers, p50 / p99, ms".formatted(size), times(200, () -> made.add(make(call))));
        bulk(call, "delete", made);
    }

    static void lists(Call call, int size) throws Exception {
        put("list, first page of 50, %,d peers, p50 / p99, ms".formatted(size),
                times(200, () -> call.get("/api/v1/peers?limit=50").expect(200)));
        put("list, searched, %,d peers, p50 / p99, ms".formatted(size),
                times(50, () -> call.get("/api/v1/peers?q=peer-77").expect(200)));
        try (Call session = new Call(session())) {
            put("GET /api/client, %,d peers, p50 / p99, ms".formatted(size),
                    times(size > 1_000 ? 50 : 200, () -> session.get("/api/client").expect(200)));
        }
        if (size == 1_000) {
            Map<String, String> ways = new LinkedHashMap<>();
            ways.put("session", session());
            ways.put("token", token(call));
            ways.put("Basic", basic());
            for (var way : ways.entrySet()) {
                put("GET /api/client, 8 connections, %s, a second".formatted(way.getKey()), rate(way.getValue()));
            }
        }
    }

    static void metrics(int size) throws IOException {
        try (Call call = new Call("Authorization: Bearer " + METRICS)) {
            for (String path : List.of("/metrics/prometheus", "/q/metrics")) {
                put("GET %s, %,d peers, p50 / p99, ms".formatted(path, size),
                        times(30, () -> call.get(path).expect(200)));
            }
        }
    }

    /// The engine is told before the answer comes, so the answer is the upper limit.
    static void act(Call call, int size) throws IOException {
        String id = make(call);
        boolean[] on = {true};
        put("switch off or on until the engine acts, %,d peers, p50 / p99, ms".formatted(size), times(200, () -> {
            on[0] = !on[0];
            String path = "/api/v1/peers/" + id + "/activation";
            (on[0] ? call.send("PUT", path, "") : call.send("DELETE", path, "")).expect(200);
        }));
        bulk(call, "delete", List.of(id));
    }

    /// Off and on again, with one request each.
    static void switchAll(Call call, int size) throws IOException {
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            String page = call.get("/api/v1/peers?limit=500" + after).expect(200).body();
            Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]+)\",\"number\"").matcher(page);
            while (id.find()) {
                ids.add(id.group(1));
            }
            Matcher next = Pattern.compile("\"next\":\"([^\"]+)\"").matcher(page);
            after = next.find() ? "&after=" + next.group(1) : "";
        } while (!after.isEmpty());
        String off = seconds(() -> bulk(call, "disable", ids));
        String on = seconds(() -> bulk(call, "enable", ids));
        put("switch %,d peers off / on at once, s".formatted(ids.size()), off + " / " + on);
    }

    static void renumber(Call call, int size) throws IOException {
        String place = "/api/v1/interfaces/"
                + find(call.get("/api/v1/interfaces").expect(200).body(), "\"id\":\"([0-9a-f-]+)\"") + "/renumbering";
        String there = seconds(() -> call.send("POST", place, "{\"ipv4\":\"10.16.0.0/16\"}").expect(200));
        String back = seconds(() -> call.send("POST", place, "{\"ipv4\":\"10.8.0.0/16\"}").expect(200));
        put("renumbering of %,d peers, there / back, s".formatted(size), there + " / " + back);
    }

    /// A wireguard-go client that pings all the time; switched off, and on again.
    static void traffic(Call call) throws Exception {
        String id = make(call);
        String number = field(call.get("/api/v1/peers/" + id).body(), "number");
        String config = call.get("/api/client/" + number + "/configuration").body();
        String address = find(config, "Address = ([0-9.]+)/");
        Path file = work.resolve("client.conf");
        Files.writeString(file, config.lines()
                .filter(line -> !line.startsWith("Address") && !line.startsWith("DNS") && !line.startsWith("MTU"))
                .collect(Collectors.joining("\n", "", "\nPersistentKeepalive = 25\n")));
        Process tunnel = inClient(wireguardGo, "-f", "wgbench").start();
        try {
            Thread.sleep(1_000);
            run("wg", "setconf", "wgbench", file.toString());
            run("ip", "addr", "add", address + "/16", "dev", "wgbench");
            run("ip", "link", "set", "wgbench", "up");
            List<Double> times = new ArrayList<>();
            ping(10_000);
            for (int i = 0; i < 5; i++) {
                call.send("DELETE", "/api/v1/peers/" + id + "/activation", "").expect(200);
                TimeUnit.SECONDS.sleep(3);
                long begin = System.nanoTime();
                call.send("PUT", "/api/v1/peers/" + id + "/activation", "").expect(200);
                ping(20_000);
                times.add((System.nanoTime() - begin) / 1e6);
            }
            put("switch on until a known client's traffic flows, median / most, ms", median(times));
        } finally {
            tunnel.destroy();
        }
        bulk(call, "delete", List.of(id));
    }

    static void together() throws Exception {
        List<Callable<List<String>>> clients = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            clients.add(() -> {
                List<String> bodies = new ArrayList<>();
                try (Call call = new Call(basic())) {
                    for (int j = 0; j < 125; j++) {
                        bodies.add(call.send("POST", "/api/v1/peers", body()).expect(201).body());
                    }
                }
                return bodies;
            });
        }
        long begin = System.nanoTime();
        Set<String> addresses = new HashSet<>();
        List<String> ids = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var made : threads.invokeAll(clients)) {
                for (String body : made.get()) {
                    addresses.add(find(body, "\"ipv4\":\"([0-9.]+)\""));
                    ids.add(find(body, "\"id\":\"([0-9a-f-]+)\""));
                }
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long engine = new String(new ProcessBuilder("wg", "show", "wg0", "peers").start().getInputStream().readAllBytes())
                .lines().count();
        put("16 clients make 2,000 peers: seconds, different addresses, in the engine",
                "%.1f, %,d, %,d".formatted(seconds, addresses.size(), engine));
        try (Call call = new Call(basic())) {
            bulk(call, "delete", ids);
        }
    }

    /// Makes peers until there are `size`; a step of thousands is the measure of a bulk creation.
    static void fill(Call call, int size) throws IOException {
        int present = count(call);
        int missing = size - present;
        if (missing <= 0) {
            return;
        }
        String peers = IntStream.range(0, missing)
                .mapToObj(i -> body())
                .collect(Collectors.joining(",", "{\"action\":\"create\",\"peers\":[", "]}"));
        long begin = System.nanoTime();
        String answer = call.send("POST", "/api/v1/peers/bulk", peers).expect(200).body();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!answer.contains("\"done\":" + missing + ",")) {
            throw new IllegalStateException(answer.substring(0, Math.min(400, answer.length())));
        }
        put("bulk creation of %,d peers, s".formatted(missing), "%.2f".formatted(seconds));
    }

    static int count(Call call) throws IOException {
        return (int) Pattern.compile("\"id\":\\d+,").matcher(call.get("/api/client").body()).results().count();
    }

    static String rate(String header) throws Exception {
        AtomicInteger count = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(() -> {
                try (Call call = new Call(header)) {
                    while (System.nanoTime() < end) {
                        call.get("/api/client").expect(200);
                        count.incrementAndGet();
                    }
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(clients)) {
                done.get();
            }
        }
        return "%,d".formatted(count.get() / 4);
    }

    // --- helpers ---

    interface Step {
        void run() throws IOException;
    }

    static String times(int count, Step step) throws IOException {
        double[] times = new double[count];
        double before = processorTime();
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            step.run();
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        double each = (processorTime() - before) / count;
        Arrays.sort(times);
        return "%.1f / %.1f (%.1f)".formatted(times[count / 2], times[(int) (count * 0.99)], each);
    }

    /// Of the server and its database so far, in milliseconds. On a machine with other work it says more than the clock.
    static double processorTime() throws IOException {
        double ticks = 0;
        for (ProcessHandle each : Stream.concat(
                        Stream.of(server.toHandle()), server.descendants()).toList()) {
            Path stat = Path.of("/proc", String.valueOf(each.pid()), "stat");
            if (Files.exists(stat)) {
                String text = Files.readString(stat);
                String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
                ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
        }
        return ticks * 10; // the kernel counts in hundredths of a second, whatever its own clock is
    }

    static String seconds(Step step) throws IOException {
        long begin = System.nanoTime();
        step.run();
        return "%.2f".formatted((System.nanoTime() - begin) / 1e9);
    }

    static String median(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return "%.0f / %.0f".formatted(sorted.get(sorted.size() / 2), sorted.getLast());
    }

    static String body() {
        return "{\"name\":\"peer-%d\"}".formatted(NAMES.incrementAndGet());
    }

    static String make(Call call) throws IOException {
        return find(call.send("POST", "/api/v1/peers", body()).expect(201).body(), "\"id\":\"([0-9a-f-]+)\"");
    }

    static void bulk(Call call, String action, List<String> ids) throws IOException {
        call.send("POST", "/api/v1/peers/bulk",
                "{\"action\":\"%s\",\"ids\":[%s]}".formatted(action,
                        ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(","))))
                .expect(200);
    }

    static String basic() {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    static String session() throws IOException {
        try (Call call = new Call("")) {
            Answer answer = call.send("POST", "/api/session",
                    "{\"username\":\"%s\",\"password\":\"%s\",\"remember\":false}".formatted(USER, PASSWORD)).expect(200);
            return "Cookie: " + find(answer.head(), "(?i)set-cookie: (warren_session=[^;]+)");
        }
    }

    static String token(Call call) throws IOException {
        Answer answer = call.send("POST", "/api/v1/account/tokens", "{\"name\":\"bench\",\"scopes\":[\"admin\"]}");
        return "Authorization: Bearer " + find(answer.expect(201).body(), "\"token\":\"([^\"]+)\"");
    }

    static void ping(int millis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            if (inClient("ping", "-c", "1", "-W", "0.1", "10.8.0.1").start().waitFor() == 0) {
                return;
            }
        }
        throw new IllegalStateException("nothing comes through the tunnel");
    }

    static ProcessBuilder inClient(String... command) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", client));
        words.addAll(List.of(command));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    static void run(String... command) throws Exception {
        Process process = inClient(command).redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command));
        }
    }

    /// Of the server and all that it started.
    static String memory() throws IOException {
        long resident = 0;
        long proportional = 0;
        long clean = 0;
        for (ProcessHandle each : Stream.concat(
                        Stream.of(server.toHandle()), server.descendants()).toList()) {
            String maps = Files.readString(Path.of("/proc", String.valueOf(each.pid()), "smaps_rollup"));
            resident += Long.parseLong(find(maps, "Rss:\\s+(\\d+)"));
            long pss = Long.parseLong(find(maps, "Pss:\\s+(\\d+)"));
            proportional += pss;
            clean += pss - Long.parseLong(find(maps, "Pss_Dirty:\\s+(\\d+)"));
        }
        return "%d / %d / %d".formatted(resident / 1024, proportional / 1024, (proportional - clean) / 1024);
    }

    static String field(String json, String name) {
        return find(json, "\"" + name + "\":\"?([^,\"}]+)");
    }

    static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in " + text.substring(0, Math.min(400, text.length())));
        }
        return matcher.group(1);
    }

    static void put(String what, String value) {
        System.err.println(what + ": " + value);
        REPORT.put(what, value);
    }

    static String report() throws IOException {
        StringBuilder text = new StringBuilder("""

                ## API, %s

                `bench/api.sh`, %s, %d cores, Linux %s, PostgreSQL embedded; load average %s before,
                and %d %% of the time that its processors wanted to work went to other machines of the host. In brackets: processor
                time of server and database for each. Memory: resident / proportional / without the clean pages of files.

                | What | |
                |---|---:|
                """
                .formatted(
                        LocalDate.now(),
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.version"),
                        LOAD,
                        stolen()));
        REPORT.forEach((what, value) -> text.append("| ").append(what).append(" | ").append(value).append(" |\n"));
        return text.toString();
    }

    /// Of the last minute: how many others wanted a processor.
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    /// The share of the time since the beginning that the host gave to others although there was work, in percent.
    static long stolen() {
        long[] now = processors();
        long wanted = now[0] - PROCESSORS[0];
        return wanted == 0 ? 0 : Math.round(100.0 * (now[1] - PROCESSORS[1]) / wanted);
    }

    /// How long there was work, and how much of that was stolen, in ticks (proc_stat(5)).
    static long[] processors() {
        try {
            String[] fields = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +");
            long stolen = Long.parseLong(fields[8]);
            long wanted = stolen;
            for (int i : new int[] {1, 2, 3, 6, 7}) {
                wanted += Long.parseLong(fields[i]);
            }
            return new long[] {wanted, stolen};
        } catch (IOException e) {
            return new long[] {0, 0};
        }
    }

    static String processor() throws IOException {
        return Files.readString(Path.of("/proc/cpuinfo")).lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
    }

    record Answer(int status, String head, byte[] bytes) {
        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException(status + " " + body().substring(0, Math.min(400, bytes.length)));
            }
            return this;
        }
    }

    /// One connection. Does as little as can be, so that the server is what is measured.
    static final class Call implements AutoCloseable {
        private final String header;
        private final Socket socket;
        private final BufferedInputStream in;
        private final OutputStream out;

        Call(String header) throws IOException {
            this.header = header.isEmpty() ? "" : header + "\r\n";
            socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            out = socket.getOutputStream();
        }

        Answer get(String path) throws IOException {
            return send("GET", path, "");
        }

        Answer send(String method, String path, String body) throws IOException {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header
                    + (method.equals("GET") ? "" : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n")
                    + "\r\n";
            byte[] first = head.getBytes(StandardCharsets.UTF_8);
            byte[] all = Arrays.copyOf(first, first.length + content.length);
            System.arraycopy(content, 0, all, first.length, content.length);
            out.write(all);
            out.flush();
            return answer();
        }

        private Answer answer() throws IOException {
            StringBuilder head = new StringBuilder();
            for (String line = line(); !line.isEmpty(); line = line()) {
                head.append(line).append('\n');
            }
            String text = head.toString();
            int status = Integer.parseInt(text.substring(9, 12));
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.contains("transfer-encoding: chunked")) {
                return new Answer(status, text, chunks());
            }
            int length = lower.contains("content-length: ") ? Integer.parseInt(find(lower, "content-length: (\\d+)")) : 0;
            return new Answer(status, text, in.readNBytes(length));
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int length = Integer.parseInt(line(), 16); length > 0; length = Integer.parseInt(line(), 16)) {
                all.write(in.readNBytes(length));
                line();
            }
            line();
            return all.toByteArray();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the server has closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
