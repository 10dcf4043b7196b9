import java.util.List;

/// Resident memory for each of 10,000 peers, configured and then with a session.
record Memory(List<Client> clients) implements Peers.Measurement {
    /// How long an engine may tidy up before it is looked at.
    private static final double SETTLE = 5;

    @Override
    public void run(Contender contender, Results results) throws Exception {
        try (Engine engine = new Engine(contender, Peers.allProcessors());
                Crowd crowd = new Crowd(clients)) {
            engine.configure("setconf", Network.server());
            Wait.seconds(SETTLE);
            double empty = engine.residentKib();
            engine.configure("addconf", Network.clients(clients));
            Wait.seconds(SETTLE);
            double idle = engine.residentKib();
            crowd.connect();
            Wait.seconds(SETTLE);
            double live = engine.residentKib();
            results.note(contender, "resident memory without a peer, MiB", empty / 1024);
            results.note(contender, "… for each of 10,000 peers, idle, KiB", (idle - empty) / clients.size());
            results.note(contender, "… for each of 10,000 peers, with a session, KiB", (live - empty) / clients.size());
            results.note(contender, "… with 10,000 sessions, MiB", live / 1024);
        }
    }
}
