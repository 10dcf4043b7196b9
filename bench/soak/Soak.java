import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// See soak.sh.
final class Soak {
    private static final long SECOND = 1_000_000_000L;

    /// A tunnel that has heard nothing for so long although it speaks is lost: three attempts of a handshake.
    private static final long LOST = 20 * SECOND;

    private static final int PINGS_A_SECOND = 5;

    /// Growth between the second quarter of the time and the last that is taken for a leak.
    private static final double GROWTH = 1.10;

    private final Random random = new Random(7);
    private final Warren warren;
    private final List<Roamer> clients = new ArrayList<>();
    private final List<Warren.Cost> costs = new ArrayList<>();
    private final List<CompletableFuture<String>> edits = new ArrayList<>();
    private long handshakes;
    private long packets;
    private long roamed;
    private long silences;
    private long lost;

    private Soak(Warren warren) {
        this.warren = warren;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        var soak = new Soak(
                Warren.of(options.get("url"), options.get("password"), Long.parseLong(options.get("server"))));
        soak.make(Integer.parseInt(options.get("clients")), PublicKey.parse(options.get("key")));
        long duration = (long) (Double.parseDouble(options.get("minutes")) * 60 * SECOND);
        soak.run(duration);
        System.exit(soak.judge(duration) ? 0 : 1);
    }

    private void make(int count, PublicKey key) throws Exception {
        var server = new InetSocketAddress("198.51.100.1", 51_820);
        for (int i = 0; i < count; i++) {
            clients.add(new Roamer(i, key, server));
        }
        String peers = clients.stream()
                .map(client -> "{\"name\":\"soak-%d\",\"publicKey\":\"%s\",\"presharedKey\":false}"
                        .formatted(clients.indexOf(client), client.publicKey()))
                .collect(Collectors.joining(","));
        warren.ask("POST", "/api/v1/peers/bulk", "{\"action\":\"create\",\"peers\":[" + peers + "]}");
        Pattern peer = Pattern.compile("\"id\":\"([0-9a-f-]{36})\",.*?\"publicKey\":\"([^\"]+)\".*?\"ipv4\":\"10\\.8\\.(\\d+)\\.(\\d+)");
        Map<String, Roamer> byKey = clients.stream().collect(Collectors.toMap(Roamer::publicKey, client -> client));
        String list = warren.ask("GET", "/api/v1/peers?limit=500", "");
        for (String item : list.split("(?=\\{\"id\":\"[0-9a-f-]{36}\",\"number\":)")) {
            var match = peer.matcher(item);
            if (match.find() && byKey.containsKey(match.group(2))) {
                Roamer client = byKey.remove(match.group(2));
                client.id = match.group(1);
                client.address = 10 << 24 | 8 << 16 | Integer.parseInt(match.group(3)) << 8 | Integer.parseInt(match.group(4));
            }
        }
        if (!byKey.isEmpty()) {
            throw new IllegalStateException(byKey.size() + " peers are not in the list: " + list);
        }
    }

    private void run(long duration) throws Exception {
        long start = System.nanoTime();
        clients.forEach(client -> client.heard = start);
        long second = 0;
        try (Aead aead = Aead.best()) {
            for (long now = start; now - start < duration; now = System.nanoTime()) {
                for (int i = 0; i < clients.size(); i++) {
                    Roamer client = clients.get(i);
                    if (now >= client.silentUntil) {
                        handshakes += client.shakeHands(now) ? 1 : 0;
                        client.ping(aead);
                    }
                    packets += client.listen(aead, now);
                }
                if ((now - start) / SECOND > second) {
                    everySecond(++second, now);
                }
                Thread.sleep(1000 / PINGS_A_SECOND);
            }
        }
    }

    private void everySecond(long second, long now) throws Exception {
        for (Roamer client : clients) {
            boolean speaks = now >= client.silentUntil && !client.disabled;
            if (speaks && now - client.heard > LOST) {
                lost++;
                System.out.println("lost: peer " + client.id + " at " + second + " s");
                client.heard = now;
            }
        }
        for (int i = 0; i < Math.max(1, clients.size() / 60); i++) {
            pick().roam();
            roamed++;
        }
        if (second % 3 == 0) {
            Roamer client = pick();
            client.fallSilent(now + (5 + random.nextInt(30)) * SECOND);
            client.heard = client.silentUntil;
            silences++;
        }
        edit(pick(), now);
        if (second % 10 == 0) {
            costs.add(warren.cost());
        }
        if (second % 60 == 0) {
            var cost = costs.getLast();
            System.out.printf(
                    "%3d min  %4d MiB  %3d threads  %4d descriptors  %,d packets  %d edits%n",
                    second / 60, cost.residentKib() / 1024, cost.threads(), cost.descriptors(), packets, edits.size());
        }
    }

    /// A note, or off, or on again: of somebody whose tunnel is in use.
    private void edit(Roamer client, long now) {
        String path = "/api/v1/peers/" + client.id;
        if (client.disabled) {
            edits.add(warren.askSoon("PUT", path + "/activation", ""));
            client.disabled = false;
            client.fallSilent(now + SECOND);
            client.heard = now + SECOND;
        } else if (random.nextInt(10) == 0) {
            edits.add(warren.askSoon("DELETE", path + "/activation", ""));
            client.disabled = true;
        } else {
            edits.add(warren.askSoon("PATCH", path, "{\"notes\":\"edited " + edits.size() + "\",\"keepalive\":" + random.nextInt(60) + "}"));
        }
    }

    private Roamer pick() {
        return clients.get(random.nextInt(clients.size()));
    }

    private boolean judge(long duration) {
        List<String> refused = edits.stream().map(CompletableFuture::join).filter(edit -> !edit.isEmpty()).toList();
        refused.stream().limit(5).forEach(System.out::println);
        System.out.printf(
                "Summary: %d clients, %.1f minutes%n%,d handshakes, %,d packets received, %,d changes of port, %,d silences, %,d edits%n",
                clients.size(), duration / 60e9, handshakes, packets, roamed, silences, edits.size());
        System.out.printf("lost tunnels: %d; refused edits: %d%n", lost, refused.size());
        boolean flat = isFlat("resident memory, MiB", cost -> cost.residentKib() / 1024)
                & isFlat("threads", Warren.Cost::threads)
                & isFlat("file descriptors", Warren.Cost::descriptors);
        boolean good = flat && lost == 0 && refused.isEmpty();
        System.out.println(good ? "Good" : "BAD");
        return good;
    }

    /// Compares the median of the second quarter with that of the last: the first is for warming up.
    private boolean isFlat(String what, ToLongFunction<Warren.Cost> figure) {
        int quarter = costs.size() / 4;
        if (quarter == 0) {
            System.out.println(what + ": too short to tell");
            return true;
        }
        long early = median(costs.subList(quarter, 2 * quarter), figure);
        long late = median(costs.subList(costs.size() - quarter, costs.size()), figure);
        boolean flat = late <= early * GROWTH + 2;
        System.out.printf("%s: %d in the second quarter, %d in the last%s%n", what, early, late, flat ? "" : ": GROWS");
        return flat;
    }

    private static long median(List<Warren.Cost> costs, ToLongFunction<Warren.Cost> figure) {
        long[] sorted = costs.stream().mapToLong(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
