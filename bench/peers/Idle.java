import java.util.List;

/// What 10,000 peers cost that say nothing: configured only, and with a session and a persistent keepalive of 25 s.
record Idle(List<Client> clients) implements Peers.Measurement {
    private static final int KEEPALIVE = 25;
    private static final double SECONDS = 20;

    @Override
    public void run(Contender contender, Results results) throws Exception {
        try (Engine engine = new Engine(contender, Peers.allProcessors());
                Crowd crowd = new Crowd(clients)) {
            engine.configure("setconf", Network.server() + Network.clients(clients));
            Wait.seconds(3);
            results.note(contender, "idle CPU, 10,000 peers, % of a processor", percent(engine, SECONDS));
            crowd.connect();
            // As if they had come one after the other: each second some of them begin.
            int share = clients.size() / KEEPALIVE;
            for (int second = 0; second < KEEPALIVE; second++) {
                long begun = System.nanoTime();
                engine.configure("addconf", Network.keepalive(clients.subList(second * share, (second + 1) * share), KEEPALIVE));
                Wait.seconds(Math.max(0, 1 - (System.nanoTime() - begun) / 1e9));
            }
            results.note(contender, "… with sessions and a keepalive every 25 s", percent(engine, KEEPALIVE));
        }
    }

    private static double percent(Engine engine, double seconds) throws Exception {
        long cpu = engine.cpuNanos();
        long begun = System.nanoTime();
        Wait.seconds(seconds);
        return 100.0 * (engine.cpuNanos() - cpu) / (System.nanoTime() - begun);
    }
}
