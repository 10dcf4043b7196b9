import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Three tunnels one after the other, each measured alike: wireguard-go ↔ wireguard-go, Warren ↔ Warren, and Warren as the server of a
/// wireguard-go client. What is printed are medians, their spread, the ratio to the first, and whether it is what we want.
final class Tunnel {
    static int runs = 5;
    static int seconds = 3;
    static Set<String> only = Set.of("tcp", "udp", "ping", "start");
    static String warren = "./warren";
    static String wireguardGo = "wireguard-go";
    static Path results = Path.of("bench/results.md");
    static boolean save;

    record Pair(String name, boolean serverIsWarren, boolean clientIsWarren) {}

    static final List<Pair> PAIRS = List.of(
            new Pair("go ↔ go", false, false), new Pair("Warren ↔ Warren", true, true), new Pair("Warren ↔ go", true, false));

    /// What a metric's ratio to wireguard-go should be; the first whose beginning fits. Two numbers: Warren on both sides, and
    /// Warren as the server of wireguard-go.
    record Target(String metric, boolean atLeast, double both, double server) {
        boolean holds(double ratio, double wanted) {
            return atLeast ? ratio >= wanted : ratio <= wanted;
        }
    }

    static final List<Target> TARGETS = List.of(
            new Target("ping idle", false, 0.8, 0),
            new Target("ping under", false, 0.35, 0),
            new Target("TCP", true, 1.8, 1.15),
            new Target("UDP", true, 1.5, 0),
            new Target("CPU receiving, client", false, 0.5, 0),
            new Target("CPU sending, client", false, 0.5, 0),
            new Target("CPU", false, 0.5, 0.5),
            new Target("resident memory under load, client", false, 0.35, 0),
            new Target("resident", false, 0.35, 0.35));

    /// Metric → pair → one value a run.
    static final Map<String, Map<String, List<Double>>> VALUES = new LinkedHashMap<>();

    public static void main(String[] words) throws Exception {
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--quick" -> {
                    runs = 1;
                    seconds = 2;
                    only = Set.of("ping", "tcp");
                }
                case "--runs" -> runs = Integer.parseInt(words[++i]);
                case "--seconds" -> seconds = Integer.parseInt(words[++i]);
                case "--only" -> only = Set.of(words[++i].split(","));
                case "--warren" -> warren = words[++i];
                case "--wireguard-go" -> wireguardGo = words[++i];
                case "--results" -> results = Path.of(words[++i]);
                case "--save" -> save = true;
                default -> throw new IllegalArgumentException("unknown option " + words[i]);
            }
        }
        // Interleaved, so that whatever else the machine does meets all three alike.
        for (int run = 1; run <= runs; run++) {
            for (Pair pair : PAIRS) {
                System.err.printf("run %d of %d: %s%n", run, runs, pair.name());
                try (Bed bed = new Bed(pair)) {
                    bed.measure();
                }
            }
        }
        String report = report();
        System.out.print(report);
        if (save) {
            Files.writeString(results, report, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    static void note(Pair pair, String metric, double value) {
        VALUES.computeIfAbsent(metric, m -> new LinkedHashMap<>())
                .computeIfAbsent(pair.name(), p -> new ArrayList<>())
                .add(value);
    }

    /// Two namespaces with an engine each, for as long as one pair is measured once.
    static final class Bed implements AutoCloseable {
        final Pair pair;
        final String server = "wb" + ProcessHandle.current().pid() + "s";
        final String client = "wb" + ProcessHandle.current().pid() + "c";
        final Process serverEngine;
        final Process clientEngine;
        final Process iperf;
        final long startedAt;

        Bed(Pair pair) throws Exception {
            this.pair = pair;
            for (String space : List.of(server, client)) {
                run("ip", "netns", "add", space);
                run("ip", "-n", space, "link", "set", "lo", "up");
            }
            run("ip", "link", "add", "veth0", "netns", server, "type", "veth", "peer", "name", "veth0", "netns", client);
            address(server, "veth0", "192.168.99.1/24");
            address(client, "veth0", "192.168.99.2/24");
            startedAt = System.nanoTime();
            serverEngine = engine(server, pair.serverIsWarren());
            clientEngine = engine(client, pair.clientIsWarren());
            for (String name : List.of(server, client)) {
                await("the socket of " + name, () -> Files.exists(Path.of("/var/run/wireguard", name + ".sock")));
            }
            String serverKey = output("wg", "genkey").strip();
            String clientKey = output("wg", "genkey").strip();
            configure(server, serverKey, 51820, publicKey(clientKey), "10.99.0.2/32", null);
            configure(client, clientKey, 51821, publicKey(serverKey), "10.99.0.1/32", "192.168.99.1:51820");
            address(server, server, "10.99.0.1/24");
            address(client, client, "10.99.0.2/24");
            iperf = start(server, "iperf3", "-s");
            awaitPing();
        }

        Process engine(String name, boolean isWarren) throws Exception {
            List<String> command = isWarren ? List.of(warren, "engine", "-f", name) : List.of(wireguardGo, "-f", name);
            return start(name, command.toArray(String[]::new));
        }

        void configure(String space, String key, int port, String peer, String allowed, String endpoint) throws Exception {
            Path file = Files.createTempFile("warren-bench", ".key");
            Files.writeString(file, key);
            List<String> command = new ArrayList<>(List.of(
                    "wg", "set", space, "private-key", file.toString(), "listen-port", "" + port, "peer", peer, "allowed-ips", allowed));
            if (endpoint != null) {
                command.addAll(List.of("endpoint", endpoint));
            }
            run(command.toArray(String[]::new));
            Files.delete(file);
        }

        void address(String space, String link, String address) throws Exception {
            run("ip", "-n", space, "address", "add", address, "dev", link);
            run("ip", "-n", space, "link", "set", link, "up");
        }

        void awaitPing() throws Exception {
            await("the tunnel", () -> in(client, "ping", "-c", "1", "-W", "1", "10.99.0.1").waitFor() == 0);
        }

        void measure() throws Exception {
            if (only.contains("start")) {
                coldStart();
            } else {
                iperf("-t", "6");
            }
            iperf("-t", "3", "-R");
            if (only.contains("ping")) {
                note(pair, "ping idle, median, µs", 1000 * ping(200, "0.01").get(100));
                pingUnderLoad();
            }
            if (only.contains("tcp")) {
                tcp();
            }
            if (only.contains("udp")) {
                udp(1380);
                udp(64);
            }
        }

        /// From the start of the processes until throughput has reached 90 % of what it ends at, for half a second.
        void coldStart() throws Exception {
            double offset = (System.nanoTime() - startedAt) / 1e9;
            List<Double> rates = intervals(iperf("-t", "8", "-i", "0.25", "--json"));
            double steady = median(rates.subList(rates.size() / 2, rates.size()));
            int first = 0;
            while (first + 1 < rates.size() && (rates.get(first) + rates.get(first + 1)) / 2 < 0.9 * steady) {
                first++;
            }
            note(pair, "cold start to 90 % of its own rate, s", offset + 0.25 * first);
            System.err.println("    Gbit/s each quarter of a second: "
                    + rates.stream().map(rate -> number(rate / 1e9)).collect(Collectors.joining(" ")));
        }

        void pingUnderLoad() throws Exception {
            Process load = start(client, "iperf3", "-c", "10.99.0.1", "-t", "" + (seconds + 2));
            Thread.sleep(1000);
            List<Double> pings = ping(seconds * 50, "0.02");
            load.waitFor();
            note(pair, "ping under TCP load, median, ms", median(pings));
            note(pair, "ping under TCP load, p99, ms", pings.get((int) (pings.size() * 0.99)));
        }

        void tcp() throws Exception {
            for (String streams : List.of("1", "4")) {
                for (String direction : List.of("", "-R")) {
                    String way = direction.isEmpty() ? "client → server" : "server → client";
                    double before = cpu(serverEngine);
                    double beforeClient = cpu(clientEngine);
                    List<String> words = new ArrayList<>(List.of("-t", "" + seconds, "-P", streams, "--json"));
                    if (!direction.isEmpty()) {
                        words.add(direction);
                    }
                    String json = iperf(words.toArray(String[]::new));
                    double bytes = sum(json, "sum_received", "bytes");
                    note(pair, "TCP " + streams + " stream(s), " + way + ", Gbit/s", sum(json, "sum_received", "bits_per_second") / 1e9);
                    if (streams.equals("1")) {
                        double gib = bytes / (1 << 30);
                        boolean toServer = direction.isEmpty();
                        note(pair, "CPU receiving, " + (toServer ? "server" : "client") + ", s/GiB",
                                ((toServer ? cpu(serverEngine) - before : cpu(clientEngine) - beforeClient)) / gib);
                        note(pair, "CPU sending, " + (toServer ? "client" : "server") + ", s/GiB",
                                ((toServer ? cpu(clientEngine) - beforeClient : cpu(serverEngine) - before)) / gib);
                    }
                }
            }
            note(pair, "resident memory under load, server, MiB", rss(serverEngine));
            note(pair, "resident memory under load, client, MiB", rss(clientEngine));
        }

        /// The highest rate that arrives with less than 0.1 % loss, in datagrams a second: what arrives of too many is an
        /// estimate, around which the interval is halved.
        void udp(int size) throws Exception {
            String flood = iperf("-u", "-l", "" + size, "-b", "0", "-t", "1", "--json");
            double received = sum(flood, "sum", "packets") - sum(flood, "sum", "lost_packets");
            double low = 0;
            double high = 1.5 * received;
            double best = 0;
            for (int step = 0; step < 5; step++) {
                double rate = step == 0 ? received / 2 : (low + high) / 2;
                String bits = String.format(Locale.ROOT, "%.0f", rate * size * 8);
                String json = iperf("-u", "-l", "" + size, "-b", bits, "-t", "1", "--json");
                double packets = sum(json, "sum", "packets");
                double lost = sum(json, "sum", "lost_packets");
                if (packets > 0 && lost <= packets / 1000) {
                    low = rate;
                    best = Math.max(best, packets - lost);
                } else {
                    high = rate;
                }
            }
            note(pair, "UDP " + size + " B without loss, datagrams/s", best);
        }

        String iperf(String... words) throws Exception {
            List<String> command = new ArrayList<>(List.of("iperf3", "-c", "10.99.0.1"));
            command.addAll(List.of(words));
            Process process = in(client, command.toArray(String[]::new));
            String text = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException("iperf3 failed: " + text);
            }
            return text;
        }

        List<Double> ping(int count, String interval) throws Exception {
            Process process = in(client, "ping", "-n", "-c", "" + count, "-i", interval, "10.99.0.1");
            String text = new String(process.getInputStream().readAllBytes());
            process.waitFor();
            Matcher times = Pattern.compile("time=([0-9.]+) ms").matcher(text);
            List<Double> values = new ArrayList<>();
            while (times.find()) {
                values.add(Double.parseDouble(times.group(1)));
            }
            if (values.size() < count / 2) {
                throw new IOException("more than half of the pings were lost");
            }
            values.sort(null);
            return values;
        }

        @Override
        public void close() throws Exception {
            for (Process process : List.of(iperf, clientEngine, serverEngine)) {
                process.destroy();
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            run("ip", "netns", "delete", client);
            run("ip", "netns", "delete", server);
        }
    }

    // Reading what tools say.

    static List<Double> intervals(String json) {
        Matcher sums = Pattern.compile("\"sum\":\\s*\\{[^}]*?\"bits_per_second\":\\s*([0-9.e+]+)").matcher(json);
        List<Double> rates = new ArrayList<>();
        while (sums.find()) {
            rates.add(Double.parseDouble(sums.group(1)));
        }
        return rates;
    }

    /// A number in the last object of that name.
    static double sum(String json, String object, String field) {
        Matcher matcher = Pattern.compile("\"" + object + "\":\\s*\\{[^}]*?\"" + field + "\":\\s*([0-9.e+]+)").matcher(json);
        double value = 0;
        while (matcher.find()) {
            value = Double.parseDouble(matcher.group(1));
        }
        return value;
    }

    /// User and system seconds so far.
    static double cpu(Process process) throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + process.pid() + "/stat")).replaceFirst(".*\\) ", "").split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    static double rss(Process process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS");
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    static String report() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.replaceFirst(".*: ", ""))
                .orElse("unknown CPU");
        StringBuilder out = new StringBuilder();
        out.append("\n## Tunnel, ").append(LocalDate.now()).append("\n\n");
        out.append("`bench/tunnel.sh --runs ").append(runs).append(" --seconds ").append(seconds).append(" --only ")
                .append(only.stream().sorted().collect(Collectors.joining(","))).append("`, ")
                .append(cpu).append(", ").append(Runtime.getRuntime().availableProcessors()).append(" cores, Linux ")
                .append(System.getProperty("os.version")).append("; medians, with the lowest and highest run in brackets.\n\n");
        out.append("| What | ").append(PAIRS.stream().map(Pair::name).collect(Collectors.joining(" | ")))
                .append(" | Warren ↔ Warren : go ↔ go | Warren ↔ go : go ↔ go |\n|---|---|---|---|---|---|\n");
        VALUES.forEach((metric, byPair) -> {
            out.append("| ").append(metric);
            for (Pair pair : PAIRS) {
                List<Double> values = byPair.getOrDefault(pair.name(), List.of());
                double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
                out.append(" | ").append(sorted.length == 0 ? "–" : number(median(values)) + " [" + number(sorted[0]) + ", " + number(sorted[sorted.length - 1]) + "]");
            }
            double base = median(byPair.getOrDefault("go ↔ go", List.of()));
            Target target = TARGETS.stream().filter(t -> metric.startsWith(t.metric())).findFirst().orElse(null);
            for (Pair pair : PAIRS.subList(1, 3)) {
                double ratio = base == 0 ? 0 : median(byPair.getOrDefault(pair.name(), List.of())) / base;
                double wanted = target == null ? 0 : pair.clientIsWarren() ? target.both() : target.server();
                out.append(" | ").append(ratio == 0 ? "–" : number(ratio));
                if (ratio != 0 && wanted != 0 && !metric.contains("median, ms")) {
                    out.append(target.holds(ratio, wanted) ? " ✓ " : " ✗ ").append(target.atLeast() ? "≥ " : "≤ ").append(wanted);
                }
            }
            out.append(" |\n");
        });
        return out.toString();
    }

    static String number(double value) {
        return value >= 1000 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }

    // Processes.

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("waited 30 s for " + what);
            }
            Thread.sleep(20);
        }
    }

    static Process in(String space, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", space));
        words.addAll(Arrays.asList(command));
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    /// As [#in], for what nobody reads.
    static Process start(String space, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", space));
        words.addAll(Arrays.asList(command));
        return new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static String publicKey(String key) throws Exception {
        Process process = new ProcessBuilder("wg", "pubkey").start();
        process.outputWriter().append(key).append('\n').close();
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + text);
        }
        return text;
    }

    static void run(String... command) throws Exception {
        output(command);
    }
}
