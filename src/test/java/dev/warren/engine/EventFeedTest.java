package dev.warren.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How listeners hear of events, and that they can't hold up whoever tells them.
class EventFeedTest {
    private static final PublicKey KEY = PrivateKey.generate().publicKey();

    private final EngineEvents events = new EngineEvents("test0");
    private final Map<String, Long> drops = new ConcurrentHashMap<>();
    private final BlockingQueue<EngineEvent> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch patience = new CountDownLatch(1);

    @AfterEach
    void close() {
        patience.countDown();
        events.close();
    }

    private static EngineEvent event(long second) {
        return new EngineEvent.HandshakeCompleted(KEY, null, Instant.ofEpochSecond(second));
    }

    private void listen() {
        events.listen(heard::add, () -> Map.copyOf(drops));
    }

    @Test
    void events_are_heard_in_the_order_in_which_they_were_told() throws Exception {
        listen();
        events.tell(event(1));
        events.tell(event(2));
        assertEquals(event(1), heard.poll(10, SECONDS));
        assertEquals(event(2), heard.poll(10, SECONDS));
    }

    @Test
    void a_listener_that_does_not_return_loses_events_and_holds_up_nobody() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        events.listen(
                event -> {
                    stuck.countDown();
                    await(patience);
                },
                Map::of);
        listen();
        events.tell(event(0));
        assertTrue(stuck.await(10, SECONDS));
        for (int second = 1; second <= EventFeed.CAPACITY; second++) {
            events.tell(event(second));
            // The other listener keeps up, so it loses nothing.
            assertEquals(event(second - 1), heard.poll(10, SECONDS));
        }
        assertEquals(0, events.lost());
        events.tell(event(EventFeed.CAPACITY + 1));
        events.tell(event(EventFeed.CAPACITY + 2));
        assertEquals(2, events.lost());
    }

    @Test
    void a_listener_that_fails_hears_the_next_event_all_the_same() throws Exception {
        events.listen(
                event -> {
                    heard.add(event);
                    throw new IllegalStateException("on purpose");
                },
                Map::of);
        events.tell(event(1));
        events.tell(event(2));
        assertEquals(List.of(event(1), event(2)), List.of(heard.poll(10, SECONDS), heard.poll(10, SECONDS)));
    }

    @Test
    void a_listener_that_has_gone_hears_what_was_told_before_and_nothing_after() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Subscription subscription = events.listen(
                event -> {
                    begun.countDown();
                    await(patience);
                    heard.add(event);
                },
                Map::of);
        events.tell(event(1));
        assertTrue(begun.await(10, SECONDS));
        events.tell(event(2));
        subscription.close();
        events.tell(event(3));
        patience.countDown();
        assertEquals(event(1), heard.poll(10, SECONDS));
        assertEquals(event(2), heard.poll(10, SECONDS));
        assertNull(heard.poll());
        assertEquals(0, events.lost());
    }

    @Test
    void drops_are_told_once_a_second_as_far_as_there_are_new_ones() throws Exception {
        drops.put("drop_replayed", 5L);
        drops.put("drop_key_expired", 1L);
        listen();
        drops.put("drop_replayed", 8L);
        EngineEvent event = heard.poll(10, SECONDS);
        assertTrue(event instanceof EngineEvent.PacketsDropped, () -> "was " + event);
        assertEquals(Map.of("drop_replayed", 3L), ((EngineEvent.PacketsDropped) event).packets());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
