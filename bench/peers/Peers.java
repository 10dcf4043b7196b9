import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What peers cost: the same measurements on wireguard-go and on Warren's engine, in turns, so that whatever else the machine
/// does meets both.
final class Peers {
    private static final int CLIENTS = 10_000;

    interface Measurement {
        void run(Contender contender, Results results) throws Exception;
    }

    private Peers() {}

    public static void main(String[] words) throws Exception {
        int runs = 3;
        List<String> only = List.of("set", "memory", "handshakes", "packets", "idle");
        String warren = "./warren";
        String wireguardGo = "wireguard-go";
        Path saveTo = Path.of("bench/results.md");
        boolean save = false;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--runs" -> runs = Integer.parseInt(words[++i]);
                case "--only" -> only = List.of(words[++i].split(","));
                case "--warren" -> warren = words[++i];
                case "--wireguard-go" -> wireguardGo = words[++i];
                case "--results" -> saveTo = Path.of(words[++i]);
                case "--save" -> save = true;
                default -> throw new IllegalArgumentException("unknown option " + words[i]);
            }
        }
        Contender go = new Contender("wireguard-go", List.of(wireguardGo));
        Contender own = new Contender("Warren", List.of(warren, "engine"));
        List<Client> clients = clients();
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("set", new Configuration());
        all.put("memory", new Memory(clients));
        all.put("handshakes", new Handshakes(clients));
        all.put("packets", new Packets(clients));
        all.put("idle", new Idle(clients));

        Results results = new Results();
        for (int run = 1; run <= runs; run++) {
            for (String name : only) {
                for (Contender contender : List.of(go, own)) {
                    System.err.printf("run %d of %d: %s, %s%n", run, runs, name, contender.name());
                    try {
                        all.get(name).run(contender, results);
                    } catch (IOException | IllegalStateException e) {
                        // The table shows a gap, and everything else is still measured.
                        System.err.println("bench: " + contender.name() + ": " + e.getMessage());
                    }
                }
            }
        }
        String command = "bench/peers.sh --runs " + runs + " --only " + String.join(",", only);
        String table = results.table(command, go, own);
        System.out.print(table);
        if (save) {
            Files.writeString(saveTo, table, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static List<Client> clients() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client(i, Network.SERVER.publicKey()));
        }
        return clients;
    }

    /// How many the machine has, whatever this process is bound to.
    static int processors() throws IOException {
        return (int) Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("processor"))
                .count();
    }

    static String allProcessors() throws IOException {
        return "0-" + (processors() - 1);
    }
}
