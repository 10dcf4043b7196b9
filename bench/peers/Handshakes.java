import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How many handshakes one processor answers in a second.
///
/// The initiations are made beforehand: from 1,000 peers in turn, so that none comes twice in 20 ms, which would be a flood,
/// and 48 at a time, so that the engine isn't under load and asks for no cookies. Engine and clients have a processor each.
final class Handshakes implements Peers.Measurement {
    private static final int PEERS = 1_000;
    private static final int WARM_UP = 15;
    private static final int ROUNDS = 15;

    private final List<Client> clients;
    private final List<byte[]> warmUp;
    private final List<byte[]> measured;

    Handshakes(List<Client> clients) {
        this.clients = clients.subList(0, PEERS);
        warmUp = new ArrayList<>();
        measured = new ArrayList<>();
    }

    private void prepare() {
        // An engine that has just started knows no earlier timestamp, so each of them takes the same messages.
        Instant first = Instant.now();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (Client client : clients) {
                (round < WARM_UP ? warmUp : measured).add(client.initiation(first.plusSeconds(round)));
            }
        }
    }

    @Override
    public void run(Contender contender, Results results) throws Exception {
        if (measured.isEmpty()) {
            prepare();
        }
        try (Engine engine = new Engine(contender, "0");
                Crowd crowd = new Crowd(clients)) {
            engine.configure("setconf", Network.server() + Network.clients(clients));
            Shell.pinSelf("" + (Peers.processors() - 1));
            crowd.initiate(warmUp);
            long cpu = engine.cpuNanos();
            long nanos = crowd.initiate(measured);
            double spent = engine.cpuNanos() - cpu;
            results.note(contender, "handshakes answered by one processor, 1/s", measured.size() * 1e9 / nanos);
            results.note(contender, "… for each CPU second", measured.size() * 1e9 / spent);
            results.note(contender, "… CPU for each, µs", spent / 1e3 / measured.size());
        } finally {
            Shell.pinSelf(Peers.allProcessors());
        }
    }
}
