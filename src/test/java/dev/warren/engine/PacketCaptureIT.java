package dev.warren.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.linux.NetworkNamespace;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two engines on one machine: one finds the other by its name, tells what happens, and what goes through is captured.
/// Needs root and tcpdump.
class PacketCaptureIT {
    private static final String SUFFIX = Long.toString(ProcessHandle.current().pid() % 100_000);

    @TempDir
    Path directory;

    private final PrivateKey aliceKey = PrivateKey.generate();
    private final PrivateKey bobKey = PrivateKey.generate();
    private final BlockingQueue<EngineEvent> heard = new LinkedBlockingQueue<>();

    private Engine start(String name, PrivateKey key, String address) {
        return Engine.start(EngineConfig.named(name + SUFFIX, key)
                .withListenPort(0)
                .withAddresses(List.of(IpPrefix.parse(address))));
    }

    private PeerConfig peer(PrivateKey key, String allowed, InetSocketAddress endpoint) {
        return new PeerConfig(key.publicKey(), null, endpoint, 0, List.of(IpPrefix.parse(allowed)), false);
    }

    private <T extends EngineEvent> T await(Class<T> kind) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(30);
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
            try (Engine alice = start("cap-a", aliceKey, "10.91.0.1/24");
                    Engine bob = start("cap-b", bobKey, "10.92.0.1/24");
                    OutputStream out = Files.newOutputStream(file)) {
                alice.listen(heard::add);
                bob.put(List.of(peer(aliceKey, "10.93.0.1/32", null)));
                alice.put(List.of(peer(
                        bobKey,
                        "10.93.0.0/24",
                        EndpointText.parse("localhost:" + bob.snapshot().listenPort()))));
                PacketCapture capture = alice.capture(bobKey.publicKey(), "Bob's router", CaptureLimits.DEFAULT, out);
                alice.connect(List.of(bobKey.publicKey()));

                assertEquals(
                        "localhost", await(EngineEvent.EndpointResolved.class).host());
                assertEquals(
                        bobKey.publicKey(), await(EngineEvent.PeerCame.class).publicKey());

                NetworkNamespace.sh("ping -c 3 -i 0.2 -W 1 10.93.0.7 || true");
                capture.close();
                CaptureReport report = capture.finished().get(20, SECONDS);
                assertEquals(3, report.packets());
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
}
