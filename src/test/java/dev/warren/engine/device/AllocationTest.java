package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PrivateKey;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// A packet costs no garbage, in either direction.
class AllocationTest {
    private static final int PACKETS = 10_000;
    private static final long PATIENCE = 60_000_000_000L;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Clock clock = new Clock();
    private final QuietLink link = new QuietLink();
    private final QuietTun aliceTun = new QuietTun("10.0.0.1", "10.0.0.2");
    private final QuietTun bobTun = new QuietTun("10.0.0.2", "10.0.0.1");

    @Test
    void a_steady_flow_in_both_directions_allocates_nothing_a_packet() {
        SeededRandom random = new SeededRandom(9);
        Device alice = device(aliceTun, link.alice, random);
        Device bob = device(bobTun, link.bob, random);
        try (Aead aead = Aead.best();
                Outbound aliceOut = new Outbound(alice, aliceTun, new Sender(alice, Aead.best()));
                Outbound bobOut = new Outbound(bob, bobTun, new Sender(bob, Aead.best()));
                Inbound aliceIn = new Inbound(alice, link.alice, aliceTun, Aead.best());
                Inbound bobIn = new Inbound(bob, link.bob, bobTun, Aead.best())) {
            assumeTrue(aead.name().equals("libcrypto"), "Java's own cipher allocates");
            PrivateKey aliceKey = PrivateKey.generate(random);
            PrivateKey bobKey = PrivateKey.generate(random);
            alice.apply(
                    new DeviceUpdate()
                            .privateKey(aliceKey)
                            .peer(new PeerUpdate(bobKey.publicKey())
                                    .endpoint(link.bobEndpoint)
                                    .allow(DevicePair.prefix("10.0.0.2", 32))),
                    clock.now());
            bob.apply(
                    new DeviceUpdate()
                            .privateKey(bobKey)
                            .peer(new PeerUpdate(aliceKey.publicKey()).allow(DevicePair.prefix("10.0.0.1", 32))),
                    clock.now());
            alice.up();
            bob.up();
            alice.connect(bobKey.publicKey(), clock.now());
            for (int i = 0; i < 4; i++) {
                alice.control().pump(clock.now());
                bobIn.pump(clock.now());
                bob.control().pump(clock.now());
                aliceIn.pump(clock.now());
            }
            Runnable flow = () -> {
                for (int sent = 0; sent < PACKETS; sent += 32) {
                    aliceTun.waiting = 16;
                    aliceOut.pump(clock.now());
                    bobIn.pump(clock.now());
                    bobTun.waiting = 16;
                    bobOut.pump(clock.now());
                    aliceIn.pump(clock.now());
                }
            };
            long least = Long.MAX_VALUE;
            long end = System.nanoTime() + PATIENCE;
            // Until the compiler has seen it all, it is the interpreter that allocates.
            while (least > PACKETS / 10 && System.nanoTime() < end) {
                bobTun.written = 0;
                long before = threads.getCurrentThreadAllocatedBytes();
                flow.run();
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
                assertEquals(PACKETS / 2 + 8, bobTun.written, 8);
            }
            assertTrue(least <= PACKETS / 10, least + " bytes for " + PACKETS + " packets");
        } finally {
            alice.close();
            bob.close();
        }
    }

    private Device device(QuietTun tun, QuietLink.End bind, SeededRandom random) {
        return new Device(tun, (port, mark) -> bind, random, clock, DeviceListener.SILENT, () -> {});
    }
}
