package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Configuration that changes at any moment while packets flow.
class ConcurrentConfigurationTest {
    @Test
    void no_change_at_any_moment_harms_the_traffic_for_longer_than_it_has_to() throws Exception {
        try (DevicePair pair = new DevicePair().mutual();
                ExecutorService executor = Executors.newFixedThreadPool(2)) {
            AtomicBoolean end = new AtomicBoolean();
            Future<?> changing = executor.submit(() -> change(pair, end));
            Future<?> looking = executor.submit(() -> look(pair, end));
            long until = System.nanoTime() + Fuzz.NANOS / 2;
            try {
                for (int i = 0; System.nanoTime() < until; i++) {
                    pair.aliceSends("packet " + i);
                    pair.bobSends("packet " + i);
                    pair.advance(37_000_000);
                }
            } finally {
                end.set(true);
            }
            changing.get();
            looking.get();
            pair.alice.apply(pair.bobsPeer().endpoint(pair.bob.endpoint()).presharedKey(null));
            pair.bob.apply(new PeerUpdate(pair.alice.publicKey()).presharedKey(null));
            // The last packets may have waited for a handshake, and come after all.
            pair.advanceSeconds(600);
            pair.alice.tun.received.clear();
            pair.bob.tun.received.clear();
            pair.aliceSends("in the end");
            pair.advanceSeconds(10);
            assertEquals(List.of("in the end"), pair.bob.received());
            pair.alice.apply(new DeviceUpdate().replacePeers());
            assertEquals(0, pair.alice.device.sessions().indices().size());
            assertTrue(pair.alice.device.allowedIps().isEmpty());
        }
    }

    private static Void change(DevicePair pair, AtomicBoolean end) {
        Random random = new Random(4);
        PrivateKey own = pair.alice.key();
        while (!end.get()) {
            switch (random.nextInt(6)) {
                case 0 -> pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).remove());
                case 1 -> pair.alice.apply(pair.bobsPeer().endpoint(pair.bob.endpoint()));
                case 2 -> pair.alice.apply(pair.bobsPeer().replaceAllowedIps());
                case 3 ->
                    pair.alice.apply(new PeerUpdate(pair.bob.publicKey())
                            .updateOnly()
                            .presharedKey(random.nextBoolean() ? null : PresharedKey.generate()));
                case 4 ->
                    pair.alice.apply(
                            new PeerUpdate(pair.bob.publicKey()).updateOnly().persistentKeepalive(random.nextInt(3)));
                default -> {
                    pair.alice.apply(new DeviceUpdate().privateKey(PrivateKey.generate()));
                    pair.alice.apply(new DeviceUpdate().privateKey(own));
                }
            }
        }
        return null;
    }

    private static Void look(DevicePair pair, AtomicBoolean end) {
        while (!end.get()) {
            pair.alice.device.peers(true);
            pair.alice.device.peers(false);
            pair.alice.device.counters().all();
            pair.alice.device.connect(pair.bob.publicKey(), pair.clock.now());
        }
        return null;
    }
}
