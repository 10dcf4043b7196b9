import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// An engine that runs in this network namespace, with an interface that is up, and what the kernel says of its process.
final class Engine implements AutoCloseable {
    static final int PORT = 51820;

    private static int started;

    final String link = "wp" + ProcessHandle.current().pid() % 100_000 + "n" + started++;
    private final Process process;

    /// @param cpus on which processors, as taskset(1) counts them
    Engine(Contender contender, String cpus) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", cpus));
        command.addAll(contender.command());
        command.addAll(List.of("-f", link));
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Wait.until("the socket of " + contender.name(), () -> Files.exists(Path.of("/var/run/wireguard", link + ".sock")));
        // Everything that is sent to a peer goes this way.
        Shell.run("ip", "address", "add", "10.255.255.254/8", "dev", link);
        Shell.run("ip", "link", "set", link, "up");
    }

    /// Hands a configuration to wg(8).
    ///
    /// @param verb `setconf` or `addconf`
    void configure(String verb, String text) throws IOException, InterruptedException {
        Path file = Files.createTempFile("warren-peers", ".conf");
        try {
            Files.writeString(file, text);
            Shell.run("wg", verb, link, file.toString());
            // The sockets follow the interface, a moment after it is up.
            String local = ":%04X ".formatted(PORT);
            Wait.until("port " + PORT, () -> Files.readString(Path.of("/proc/self/net/udp")).contains(local));
        } finally {
            Files.delete(file);
        }
    }

    /// Processor time of all its threads, user and system.
    long cpuNanos() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            return tasks.mapToLong(Engine::runNanos).sum();
        }
    }

    private static long runNanos(Path task) {
        try {
            String text = Files.readString(task.resolve("schedstat"));
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (IOException e) {
            if (Files.exists(task)) {
                throw new UncheckedIOException(e);
            }
            return 0;
        }
    }

    double residentKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS");
    }

    /// Packets that reached the kernel through the tunnel, or left it.
    long packets(boolean received) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/net/dev"))) {
            if (line.strip().startsWith(link + ":")) {
                String[] fields = line.substring(line.indexOf(':') + 1).strip().split(" +");
                return Long.parseLong(fields[received ? 1 : 9]);
            }
        }
        throw new IOException("no " + link);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
