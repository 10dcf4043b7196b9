package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.key.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private static final long SECOND = 1_000_000_000L;

    private final SeededRandom random = new SeededRandom(3);
    private volatile boolean woken;
    private final TimerQueue queue = new TimerQueue(() -> woken = true);

    @Test
    void nothing_is_due_while_nothing_is_armed() {
        peer();
        assertNull(queue.poll(Long.MAX_VALUE - 1));
        assertEquals(PeerTimers.OFF, queue.next());
        assertFalse(woken);
    }

    @Test
    void a_peer_comes_up_at_its_nearest_deadline() {
        Peer peer = peer();
        peer.timers().dataReceived(0);
        assertTrue(woken);
        assertEquals(10 * SECOND, queue.next());
        assertNull(queue.poll(10 * SECOND - 1));
        assertSame(peer, queue.poll(10 * SECOND));
    }

    @Test
    void a_nearer_deadline_wakes_and_a_later_one_does_not() {
        Peer peer = peer();
        peer.timers().sessionDerived(0);
        queue.next();
        woken = false;
        peer.timers().sessionDerived(SECOND);
        assertFalse(woken);
        peer.timers().dataReceived(0);
        assertTrue(woken);
        assertEquals(10 * SECOND, queue.next());
    }

    @Test
    void a_deadline_that_moved_away_puts_the_peer_back() {
        Peer peer = peer();
        peer.timers().dataReceived(0);
        queue.next();
        peer.timers().authenticatedSent();
        peer.timers().dataReceived(5 * SECOND);
        assertNull(queue.poll(10 * SECOND));
        assertEquals(15 * SECOND, queue.next());
    }

    @Test
    void a_deadline_that_is_gone_takes_the_peer_out() {
        Peer peer = peer();
        peer.timers().dataReceived(0);
        queue.next();
        peer.timers().authenticatedSent();
        assertNull(queue.poll(10 * SECOND));
        assertEquals(PeerTimers.OFF, queue.next());
    }

    @Test
    void peers_with_the_same_deadline_all_come_up() {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Peer peer = peer();
            peer.timers().dataReceived(0);
            peers.add(peer);
        }
        assertEquals(peers, due(10 * SECOND));
    }

    @Test
    void peers_come_up_in_the_order_of_their_deadlines() {
        Peer late = peer();
        Peer early = peer();
        late.timers().dataReceived(2 * SECOND);
        early.timers().dataReceived(SECOND);
        assertEquals(List.of(early, late), due(60 * SECOND));
    }

    @Test
    void the_owner_may_look_between_a_deadline_and_the_news_of_it() {
        AtomicReference<TimerQueue.Place> place = new AtomicReference<>();
        PeerTimers timers = new PeerTimers(
                deadline -> {
                    queue.next();
                    queue.armed(place.get(), deadline);
                },
                random);
        place.set(new TimerQueue.Place(peer(), timers));
        timers.sessionDerived(0);
        timers.dataReceived(0);
        assertEquals(10 * SECOND, queue.next());
    }

    @Test
    void the_owner_may_look_as_soon_as_it_is_woken() {
        AtomicReference<TimerQueue> eager = new AtomicReference<>();
        eager.set(new TimerQueue(() -> eager.get().poll(0)));
        Peer peer = peer(eager.get());
        peer.timers().sessionDerived(0);
        peer.timers().dataReceived(0);
        assertEquals(10 * SECOND, eager.get().next());
    }

    /// The owner may sleep until what [TimerQueue#next] said unless it was woken since, so one of the two has to be
    /// right however the threads' steps interleave.
    @Test
    void a_deadline_that_is_set_while_the_owner_looks_is_never_lost() throws Exception {
        Peer peer = peer();
        AtomicLong arming = new AtomicLong();
        AtomicLong armed = new AtomicLong();
        Thread other = Thread.ofPlatform().start(() -> {
            for (long round = 1; await(arming, round); round++) {
                peer.timers().dataReceived(round * 20 * SECOND);
                armed.set(round);
            }
        });
        long end = System.nanoTime() + Fuzz.NANOS / 2;
        long round = 0;
        while (System.nanoTime() < end) {
            round++;
            // The peer's place is where the last round's deadline was, which is over; the next one is about to be set.
            queue.next();
            peer.timers().authenticatedSent();
            woken = false;
            arming.set(round);
            // The other thread needs a moment to begin; a random one makes the two meet at every step of theirs.
            for (int i = random.nextInt(400); i > 0; i--) {
                arming.get();
            }
            due(round * 20 * SECOND);
            long next = queue.next();
            await(armed, round);
            assertTrue(woken || next <= peer.timers().next(), "lost in round " + round);
        }
        arming.set(-1);
        other.join();
        assertTrue(round > 0);
    }

    /// @return false when there are no more rounds
    private static boolean await(AtomicLong counter, long round) {
        for (int tries = 0; ; tries++) {
            long value = counter.get();
            if (value >= round || value < 0) {
                return value >= round;
            }
            if (tries > 10_000) {
                Thread.yield();
            }
        }
    }

    /// What the owner does: takes the peers that are due and works their timers off.
    private List<Peer> due(long now) {
        List<Peer> peers = new ArrayList<>();
        for (Peer peer = queue.poll(now); peer != null; peer = queue.poll(now)) {
            while (peer.timers().poll(now) != null) {}
            peers.add(peer);
            queue.settle(peer.timerPlace());
        }
        return peers;
    }

    private Peer peer() {
        return peer(queue);
    }

    private Peer peer(TimerQueue timers) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return new Peer(PublicKey.ofBytes(key), 0, timers, new AtomicLong(1 << 20), random);
    }
}
