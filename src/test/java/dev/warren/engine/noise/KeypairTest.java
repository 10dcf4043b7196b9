package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.crypto.AeadKey;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeypairTest {
    private static final long SECOND = 1_000_000_000L;

    private final Keypair keypair = keypair(0);

    @Test
    void counters_are_given_out_in_a_row() {
        assertEquals(0, keypair.reserve(1));
        assertEquals(1, keypair.reserve(64));
        assertEquals(65, keypair.reserve(1));
        assertEquals(66, keypair.sent());
    }

    @Test
    void no_counter_at_or_beyond_the_limit_is_given_out() {
        keypair.skipTo(Protocol.REJECT_AFTER_MESSAGES - 3);
        assertEquals(Keypair.EXHAUSTED, keypair.reserve(4), "not even those that there are");
        assertFalse(keypair.exhausted());
        assertEquals(Protocol.REJECT_AFTER_MESSAGES - 3, keypair.reserve(2));
        assertTrue(keypair.sendable(0));
        assertEquals(Protocol.REJECT_AFTER_MESSAGES - 1, keypair.reserve(1));
        assertTrue(keypair.exhausted());
        assertFalse(keypair.sendable(0));
        assertEquals(Keypair.EXHAUSTED, keypair.reserve(1));
        assertEquals(Keypair.EXHAUSTED, keypair.reserve(1));
    }

    @Test
    void counters_beyond_the_signed_range_are_still_good() {
        keypair.skipTo(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, keypair.reserve(2));
        assertEquals(Long.MIN_VALUE + 1, keypair.reserve(1));
        assertTrue(keypair.sendable(0));
    }

    @Test
    void threads_never_get_the_same_counter() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        AtomicLong sum = new AtomicLong();
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            Thread.ofPlatform().start(() -> {
                long mine = 0;
                for (int i = 0; i < each; i++) {
                    mine += keypair.reserve(1);
                }
                sum.addAndGet(mine);
                done.countDown();
            });
        }
        done.await();
        long count = (long) threads * each;
        assertEquals(count, keypair.sent());
        assertEquals(count * (count - 1) / 2, sum.get());
    }

    @Test
    void it_expires_after_180_seconds() {
        Keypair old = keypair(-10 * SECOND);
        assertFalse(old.expired(170 * SECOND - 1));
        assertTrue(old.sendable(170 * SECOND - 1));
        assertTrue(old.expired(170 * SECOND));
        assertFalse(old.sendable(170 * SECOND));
    }

    @Test
    void one_that_stops_sending_is_not_expired() {
        keypair.stopSending();
        assertFalse(keypair.sendable(0));
        assertFalse(keypair.expired(0));
    }

    @Test
    void a_destroyed_one_is_not_sent_with() {
        keypair.destroy();
        assertFalse(keypair.sendable(0));
    }

    static Keypair keypair(long createdAt) {
        return new Keypair(1, 2, true, createdAt, AeadKey.of(new byte[32]), AeadKey.of(new byte[32]));
    }
}
