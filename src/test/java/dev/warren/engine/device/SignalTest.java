package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignalTest {
    private static final long FOR_EVER = Long.MAX_VALUE;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Signal signal = new Signal();

    @Test
    void what_is_raised_before_the_wait_ends_it() {
        signal.raise();
        assertTimeoutPreemptively(PATIENCE, () -> signal.await(FOR_EVER));
    }

    @Test
    void it_waits_no_longer_than_it_may() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            signal.await(0);
            signal.await(1_000_000);
        });
    }

    @Test
    void no_work_that_was_announced_is_left_undone() {
        AtomicInteger work = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int pieces = 20_000;
        Thread announcer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < pieces; i++) {
                work.incrementAndGet();
                signal.raise();
            }
        });
        assertTimeoutPreemptively(PATIENCE, () -> {
            while (done.get() < pieces) {
                done.addAndGet(work.getAndSet(0));
                if (done.get() < pieces) {
                    signal.await(FOR_EVER);
                }
            }
            announcer.join();
        });
    }
}
