package dev.warren.engine.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.endtoend.Eventually;
import dev.warren.endtoend.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real interface that goes down and up, with peers that come and go, while pings are on their way.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifeCycleIT {
    private static final int TIMES = 200;

    @Test
    void down_and_up_under_traffic_leaves_no_thread_and_no_descriptor_behind() {
        Namespace left = new Namespace("l");
        Namespace right = new Namespace("r");
        try {
            Namespace.connect(left, "eth", "192.0.2.1/24", "fc01::1/64", right, "eth", "192.0.2.2/24", "fc01::2/64");
            End alice = new End(Program.WARREN, left, "wg-alice")
                    .listen(10_001)
                    .address("192.168.241.1/32")
                    .up();
            End bob = new End(Program.WIREGUARD_GO, right, "wg-bob")
                    .listen(10_002)
                    .address("192.168.241.2/32")
                    .up();
            bob.peer(alice, "allowed-ips 192.168.241.1/32 endpoint 192.0.2.1:10001 persistent-keepalive 1");
            right.run("ip", "route", "add", "192.168.241.1", "dev", "wg-bob", "src", "192.168.241.2");
            right.start("ping", "-n", "-q", "-i", "0.002", "192.168.241.1");

            cycle(alice, bob, 20);
            long descriptors = count(alice, "fd");
            long threads = count(alice, "task");
            cycle(alice, bob, TIMES);

            Eventually.within(
                    Duration.ofSeconds(10), "descriptors are closed", () -> count(alice, "fd") <= descriptors);
            // The virtual machine's own threads, those of its compiler above all, come and go.
            assertTrue(count(alice, "task") < threads + TIMES / 4, "from %d threads".formatted(threads));
            bob.awaitPing("192.168.241.1");
            assertEquals(1, alice.show("peers").lines().count());
            alice.delete();
        } finally {
            left.close();
            right.close();
        }
    }

    /// One shell for all, because starting them is what takes the time.
    private static void cycle(End alice, End bob, int times) {
        alice.home().shell("""
                        i=0
                        while [ $i -lt %d ]; do
                            ip link set %s down
                            wg set %s peer %s remove
                            ip link set %2$s up
                            ip route replace 192.168.241.2 dev %2$s
                            wg set %2$s peer %4$s allowed-ips 192.168.241.2/32
                            i=$((i + 1))
                        done
                        """.formatted(times, alice.device(), alice.device(), bob.publicKey()));
    }

    private static long count(End end, String what) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", String.valueOf(end.pid()), what))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
