package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.conn.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What arrives from the network, changed at random.
class DatagramFuzzTest {
    private static final Endpoint STRANGER = DevicePair.endpoint("203.0.113.66", 666);

    @Test
    void no_datagram_stops_a_device_or_is_answered_with_more_than_it_brought() {
        Fuzz.run(DatagramFuzzTest::attempt);
    }

    private static void attempt(RandomGenerator random) {
        try (DevicePair pair = new DevicePair(random.nextLong())) {
            List<byte[]> corpus = corpus(pair);
            pair.bob.tun.received.clear();
            pair.network.forget();
            int injected = 0;
            for (int i = 0; i < 200; i++) {
                byte[] bytes = Mutation.of(corpus, random);
                Node victim = random.nextBoolean() ? pair.alice : pair.bob;
                int trafficClass = random.nextInt(256);
                pair.network.inject(new Datagram(STRANGER, victim.endpoint(), trafficClass, bytes));
                injected += bytes.length;
                if (random.nextInt(10) == 0) {
                    pair.pump();
                }
            }
            pair.pump();
            int answered = pair.network.sent.stream().mapToInt(Datagram::length).sum();
            assertTrue(answered <= injected, answered + " bytes for " + injected);
            assertEquals(List.of(), pair.bob.received());
            pair.aliceSends("unharmed");
            pair.advanceSeconds(12);
            assertEquals(List.of("unharmed"), pair.bob.received());
        }
    }

    /// One of every kind of message.
    private static List<byte[]> corpus(DevicePair pair) {
        pair.aliceSends("hello");
        pair.pump();
        pair.bobSends("welcome");
        pair.advanceSeconds(11);
        List<byte[]> corpus = new ArrayList<>();
        pair.network.sent.forEach(datagram -> corpus.add(datagram.bytes()));
        byte[] cookie = new byte[64];
        cookie[0] = 3;
        System.arraycopy(corpus.getFirst(), 4, cookie, 4, 4);
        corpus.add(cookie);
        return corpus;
    }
}
