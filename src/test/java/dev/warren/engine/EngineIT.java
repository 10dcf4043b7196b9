package dev.warren.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.linux.NetworkNamespace;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two engines on one machine: one finds the other by its name, tells what happens, and what goes through is captured.
/// Needs root and tcpdump.
class EngineIT {
    private static final String SUFFIX = Long.toString(ProcessHandle.current().pid() % 100_000);

    @TempDir
    Path directory;

    private final PrivateKey aliceKey = PrivateKey.generate();
    private final PrivateKey bobKey = PrivateKey.generate();
    private final BlockingQueue<EngineEvent> heard = new LinkedBlockingQueue<>();

    /// Where the name leads.
    private volatile List<InetAddress> zone = List.of(InetAddress.ofLiteral("127.0.0.1"));

    private Engine start(String name, PrivateKey key, String address) {
        EngineConfig config = EngineConfig.named(name + SUFFIX, key)
                .withListenPort(0)
                .withAddresses(List.of(IpPrefix.parse(address)));
        return Engine.start(config, host -> zone);
    }

    private static PeerConfig peer(PrivateKey key, String allowed, @Nullable InetSocketAddress endpoint) {
        return new PeerConfig(key.publicKey(), null, endpoint, 0, List.of(IpPrefix.parse(allowed)), false);
    }

    private static InetSocketAddress name(Engine engine) {
        return EndpointText.parse("bob.example.com:" + engine.snapshot().listenPort());
    }

    private <T extends EngineEvent> T await(Class<T> kind) throws InterruptedException {
        return await(heard, kind);
    }

    private static <T extends EngineEvent> T await(BlockingQueue<EngineEvent> heard, Class<T> kind)
            throws InterruptedException {
        Instant end = Instant.now().plusSeconds(40);
        while (Instant.now().isBefore(end)) {
            EngineEvent event = heard.poll(1, SECONDS);
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
        throw new AssertionError("no " + kind.getSimpleName());
    }

    @Test
    void what_goes_through_the_tunnel_can_be_read_by_tcpdump() throws Exception {
        NetworkNamespace.inside(() -> {
            Path file = directory.resolve("peer.pcapng");
            try (Engine alice = start("eng-a", aliceKey, "10.91.0.1/24");
                    Engine bob = start("eng-b", bobKey, "10.92.0.1/24");
                    OutputStream out = Files.newOutputStream(file)) {
                alice.listen(heard::add);
                bob.put(List.of(peer(aliceKey, "10.93.0.1/32", null)));
                alice.put(List.of(peer(bobKey, "10.93.0.0/24", name(bob))));
                PacketCapture capture = alice.capture(bobKey.publicKey(), "Bob's router", CaptureLimits.DEFAULT, out);
                alice.connect(List.of(bobKey.publicKey()));
                assertEquals(
                        bobKey.publicKey(), await(EngineEvent.PeerCame.class).publicKey());

                NetworkNamespace.sh("ping -c 3 -i 0.2 -W 1 10.93.0.7 || true");
                capture.close();
                assertEquals(3, capture.finished().get(20, SECONDS).packets());
                // Bob allows Alice another address than the one that she sends from.
                assertEquals(Map.of("drop_source_not_allowed", 3L), bob.drops(aliceKey.publicKey()));
            }
            String read = NetworkNamespace.sh("tcpdump -n -r " + file + " 2>&1");
            assertEquals(
                    3,
                    read.lines()
                            .filter(line -> line.contains("10.91.0.1 > 10.93.0.7: ICMP echo request"))
                            .count(),
                    read);
            assertTrue(read.contains("RAW"), read);
            PcapngFile parsed = PcapngFile.read(Files.readAllBytes(file));
            assertEquals("Bob's router", PcapngFile.text(parsed.network().get(3)));
        });
        assertEquals(
                EngineEvent.PeerWent.Reason.STOPPED,
                await(EngineEvent.PeerWent.class).reason());
    }

    @Test
    void a_peer_that_is_elsewhere_now_is_found_by_its_name() throws Exception {
        NetworkNamespace.inside(() -> {
            NetworkNamespace.sh("ip address add 192.0.2.1/32 dev lo; ip route add blackhole 192.0.2.9/32");
            zone = List.of(InetAddress.ofLiteral("192.0.2.9"));
            try (Engine alice = start("eng-c", aliceKey, "10.94.0.1/24");
                    Engine bob = start("eng-d", bobKey, "10.95.0.1/24")) {
                alice.listen(heard::add);
                bob.put(List.of(peer(aliceKey, "10.96.0.1/32", null)));
                alice.put(List.of(peer(bobKey, "10.96.0.0/24", name(bob))));
                alice.connect(List.of(bobKey.publicKey()));
                assertEquals(
                        "192.0.2.9",
                        await(EngineEvent.EndpointResolved.class)
                                .endpoint()
                                .getAddress()
                                .getHostAddress());
                zone = List.of(InetAddress.ofLiteral("192.0.2.1"));
                EngineEvent.PeerCame came = await(EngineEvent.PeerCame.class);
                assertEquals("192.0.2.1", came.endpoint().getAddress().getHostAddress());
                assertTrue(alice.snapshot().counters().get("endpoint_lookups") >= 2);
            }
        });
    }

    @Test
    void of_two_addresses_the_one_that_answers_is_found() throws Exception {
        NetworkNamespace.inside(() -> {
            // Both have a route; nobody is behind the first.
            NetworkNamespace.sh("ip link add name eng0 type bridge; ip link set eng0 up;"
                    + " ip address add 198.51.100.1/24 dev eng0; ip address add 192.0.2.1/32 dev lo");
            zone = List.of(InetAddress.ofLiteral("198.51.100.9"), InetAddress.ofLiteral("192.0.2.1"));
            try (Engine alice = start("eng-e", aliceKey, "10.97.0.1/24");
                    Engine bob = start("eng-f", bobKey, "10.98.0.1/24")) {
                alice.listen(heard::add);
                bob.put(List.of(peer(aliceKey, "10.99.0.1/32", null)));
                alice.put(List.of(peer(bobKey, "10.99.0.0/24", name(bob))));
                alice.connect(List.of(bobKey.publicKey()));
                EngineEvent.PeerCame came = await(EngineEvent.PeerCame.class);
                assertEquals("192.0.2.1", came.endpoint().getAddress().getHostAddress());
            }
        });
    }

    @Test
    void everything_but_the_name_changes_while_the_session_goes_on() throws Exception {
        NetworkNamespace.inside(() -> {
            BlockingQueue<EngineEvent> bobHeard = new LinkedBlockingQueue<>();
            try (Engine alice = start("eng-g", aliceKey, "10.91.0.1/24");
                    Engine bob = start("eng-h", bobKey, "10.92.0.1/24")) {
                alice.listen(heard::add);
                bob.put(List.of(peer(aliceKey, "10.90.0.1/32", null)));
                alice.put(List.of(peer(bobKey, "10.93.0.0/24", name(bob))));
                alice.connect(List.of(bobKey.publicKey()));
                await(EngineEvent.PeerCame.class);
                bob.listen(bobHeard::add);
                String device = alice.config().name();

                int port = 40_000 + (int) (ProcessHandle.current().pid() % 10_000);
                alice.reconfigure(alice.config()
                        .withListenPort(port)
                        .withMtu(1380)
                        .withFwmark(77)
                        .withBindDevice("lo")
                        .withAddresses(List.of(IpPrefix.parse("10.91.7.2/24"), IpPrefix.parse("fd91::1/64"))));

                assertEquals(port, alice.snapshot().listenPort());
                String link = NetworkNamespace.sh("ip -o link show dev " + device);
                assertTrue(link.contains("mtu 1380"), link);
                String addresses = NetworkNamespace.sh("ip -o address show dev " + device);
                assertTrue(addresses.contains("10.91.7.2/24"), addresses);
                assertTrue(addresses.contains("fd91::1/64"), addresses);
                assertTrue(!addresses.contains("10.91.0.1"), addresses);

                NetworkNamespace.sh("ping -c 1 -W 1 10.93.0.7 || true");
                EngineEvent.EndpointChanged moved = await(bobHeard, EngineEvent.EndpointChanged.class);
                assertEquals(port, moved.endpoint().getPort());
                assertEquals(1, alice.snapshot().counters().get("handshakes_completed"));
            }
        });
    }

    @Test
    void nothing_of_it_is_left_after_its_end() throws Exception {
        NetworkNamespace.inside(() -> {
            Engine alice = start("eng-i", aliceKey, "10.91.0.1/24");
            String name = alice.config().name();
            alice.listen(heard::add);
            alice.put(List.of(peer(bobKey, "10.93.0.0/24", EndpointText.parse("bob.example.com:9"))));
            await(EngineEvent.EndpointResolved.class);
            alice.close();
            alice.close();
            Instant end = Instant.now().plusSeconds(20);
            List<String> left = threads(name);
            while (!left.isEmpty() && Instant.now().isBefore(end)) {
                Thread.onSpinWait();
                left = threads(name);
            }
            assertEquals(List.of(), left);
            assertEquals("", NetworkNamespace.sh("ip -o link show dev " + name + " 2>/dev/null || true"));
        });
    }

    private static List<String> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.contains(name))
                .toList();
    }
}
