/// How long `wg setconf` takes for 10,000 peers with 130,560 networks.
final class Configuration implements Peers.Measurement {
    private static final int PEERS = 10_000;
    private static final int NETWORKS = 130_560;

    @Override
    public void run(Contender contender, Results results) throws Exception {
        String text = Network.server() + Network.strangers(0, PEERS, NETWORKS);
        try (Engine engine = new Engine(contender, Peers.allProcessors())) {
            Wait.seconds(1);
            long cpu = engine.cpuNanos();
            long begun = System.nanoTime();
            engine.configure("setconf", text);
            results.note(contender, "wg setconf, 10,000 peers, 130,560 networks, s", (System.nanoTime() - begun) / 1e9);
            results.note(contender, "… CPU of the engine, s", (engine.cpuNanos() - cpu) / 1e9);
            results.note(contender, "… resident memory afterwards, MiB", engine.residentKib() / 1024);
        }
    }
}
