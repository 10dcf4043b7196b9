package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What waits for a session goes first and in order; and what a bad path does to the order.
class StagingTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void what_waited_goes_first_and_in_order() {
        for (int i = 0; i < 100; i++) {
            pair.aliceSends("packet " + i);
        }
        pair.pump();
        assertEquals(texts(0, 100), pair.bob.received());
        List<Long> counters = pair.network.sent(Datagram::isContent).stream()
                .map(Datagram::counter)
                .toList();
        assertEquals(IntStream.range(0, 100).mapToObj(i -> (long) i).toList(), counters);
    }

    @Test
    void of_more_than_128_the_newest_are_kept() {
        pair.network.losing(datagram -> true);
        for (int i = 0; i < 200; i++) {
            pair.aliceSends("packet " + i);
        }
        pair.pump();
        pair.network.honest();
        pair.advanceSeconds(6);
        assertEquals(texts(72, 200), pair.bob.received());
        assertEquals(72, pair.alice.dropped(Drop.STAGED_OVERFLOW));
    }

    @Test
    void what_waits_for_a_handshake_that_may_not_begin_yet_is_not_forgotten() {
        pair.mutual();
        pair.network.losing(datagram -> datagram.type() == 4);
        pair.aliceSends("lost, and with it the proof that she has the session");
        pair.pump();
        pair.bobSends("five seconds must go by");
        pair.pump();
        assertEquals(0, pair.initiations(pair.bob), "he has just answered an initiation");
        pair.network.honest();
        pair.advanceSeconds(6);
        assertEquals(1, pair.initiations(pair.bob));
        assertEquals(List.of("five seconds must go by"), pair.alice.received());
    }

    @Test
    void nothing_newer_is_sent_while_what_waited_is_on_its_way() {
        List<Boolean> open = new ArrayList<>();
        pair.network.eavesdropper((datagram, onward) -> {
            if (datagram.isContent()) {
                open.add(pair.alice.peer(pair.bob).staged().isEmpty());
            }
            onward.accept(datagram);
        });
        pair.aliceSends("first");
        pair.aliceSends("second");
        pair.pump();
        assertEquals(List.of(false, false), open);
        assertTrue(pair.alice.peer(pair.bob).staged().isEmpty());
    }

    @Test
    void packets_of_every_size_arrive_whole_and_in_order() {
        pair.connected();
        List<Integer> lengths = new ArrayList<>();
        for (int length = 28; length <= 1420; length += 13) {
            pair.alice.send(Packets.ofLength("10.0.0.1", "10.0.0.2", length));
            lengths.add(length);
        }
        pair.pump();
        assertEquals(
                lengths,
                pair.bob.tun.received.stream().map(packet -> packet.length).toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void on_a_path_that_doubles_and_reorders_everything_arrives_exactly_once(long seed) {
        pair.connected();
        Weather weather = new Weather(pair, seed).repeat(0.3).delay(0.5, 0.2);
        for (int i = 0; i < 400; i++) {
            pair.aliceSends("packet " + i);
            weather.letFor(0.002);
        }
        weather.letFor(0.5);
        assertEquals(
                texts(0, 400).stream().sorted().toList(),
                pair.bob.received().stream().sorted().toList());
        assertTrue(pair.bob.dropped(Drop.REPLAYED) > 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void on_a_path_that_loses_everything_that_arrives_is_in_order_and_arrives_once(long seed) {
        pair.mutual();
        Weather weather = new Weather(pair, seed).lose(0.3);
        for (int i = 0; i < 300; i++) {
            pair.aliceSends("packet " + (1000 + i));
            pair.bobSends("packet " + (1000 + i));
            weather.letFor(0.05);
        }
        for (Node node : List.of(pair.alice, pair.bob)) {
            List<String> received = node.received();
            assertTrue(received.size() > 100, node + " received " + received.size());
            assertEquals(received.stream().sorted().distinct().toList(), received);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33})
    void on_a_bad_path_the_session_is_renewed_without_losing_what_the_path_does_not_lose(long seed) {
        pair.mutual().connected();
        Weather weather = new Weather(pair, seed).repeat(0.1).delay(0.3, 0.05);
        for (int i = 0; i < 400; i++) {
            pair.aliceSends("packet " + i);
            pair.bobSends("packet " + i);
            pair.advanceSeconds(0.9);
            weather.letFor(0.1);
        }
        assertEquals(400, pair.bob.received().size());
        assertEquals(400, pair.alice.received().size());
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "packet " + i).toList();
    }
}
