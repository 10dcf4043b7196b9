package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The steps that Linux and wireguard-go test their filters with, and a naive filter to compare with at random.
class ReplayFilterTest {
    private static final long WINDOW = Protocol.REPLAY_WINDOW;
    private static final long LIMIT = WINDOW + 1;
    private static final long REJECT = Protocol.REJECT_AFTER_MESSAGES;

    private final ReplayFilter filter = new ReplayFilter();

    @Test
    void the_reference_steps() {
        accepts(0, 1);
        refuses(1);
        accepts(9, 8, 7);
        refuses(7);
        accepts(LIMIT, LIMIT - 1);
        refuses(LIMIT - 1);
        accepts(LIMIT - 2, 2);
        refuses(2);
        accepts(LIMIT + 16);
        refuses(3, LIMIT + 16);
        accepts(LIMIT * 4, LIMIT * 4 - (LIMIT - 1));
        refuses(10, LIMIT * 4 - LIMIT, LIMIT * 4 - (LIMIT + 1));
        accepts(LIMIT * 4 - (LIMIT - 2));
        refuses(LIMIT * 4 + 1 - LIMIT, 0, REJECT);
        accepts(REJECT - 1);
        refuses(REJECT, REJECT - 1);
        accepts(REJECT - 2);
        refuses(REJECT + 1, REJECT + 2, REJECT - 2);
        accepts(REJECT - 3);
        refuses(0);
    }

    @Test
    void upward_from_one_then_zero() {
        for (long counter = 1; counter <= WINDOW; counter++) {
            accepts(counter);
        }
        accepts(0);
        refuses(0);
    }

    @Test
    void upward_from_two_then_one() {
        for (long counter = 2; counter <= WINDOW + 1; counter++) {
            accepts(counter);
        }
        accepts(1);
        refuses(0);
    }

    @Test
    void downward_through_the_window() {
        for (long counter = WINDOW; counter >= 0; counter--) {
            accepts(counter);
        }
    }

    @Test
    void downward_from_one_more_leaves_zero_behind() {
        for (long counter = WINDOW + 1; counter >= 1; counter--) {
            accepts(counter);
        }
        refuses(0);
    }

    @Test
    void downward_then_a_step_up_leaves_zero_behind() {
        for (long counter = WINDOW; counter >= 1; counter--) {
            accepts(counter);
        }
        accepts(WINDOW + 1);
        refuses(0);
    }

    @Test
    void downward_then_zero_then_a_step_up() {
        for (long counter = WINDOW; counter >= 1; counter--) {
            accepts(counter);
        }
        accepts(0, WINDOW + 1);
    }

    @Test
    void asking_whether_a_counter_is_fresh_changes_nothing() {
        accepts(100);
        assertTrue(filter.fresh(50_000));
        assertTrue(filter.fresh(99));
        assertTrue(filter.fresh(99));
        accepts(99, 101);
        assertFalse(filter.fresh(99));
        assertFalse(filter.fresh(REJECT));
    }

    @Test
    void counters_beyond_the_signed_range_are_large_not_negative() {
        accepts(Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 5);
        refuses(5, Long.MAX_VALUE, Long.MIN_VALUE);
        accepts(Long.MAX_VALUE - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 1L << 40, -(1L << 13) - 60_000, Long.MAX_VALUE - 20_000})
    void random_steps_go_as_with_a_naive_filter(long start) {
        Random random = new Random(start);
        NaiveFilter naive = new NaiveFilter();
        long around = start;
        for (int i = 0; i < 20_000; i++) {
            long counter = around + random.nextInt(-9000, 400);
            if (random.nextInt(200) == 0) {
                counter = around + random.nextInt(20_000);
            }
            boolean expected = naive.accept(counter);
            assertEquals(expected, filter.fresh(counter), () -> "step around " + start);
            assertEquals(expected, filter.accept(counter), () -> "step around " + start);
            if (expected && Long.compareUnsigned(counter, around) > 0) {
                around = counter;
            }
        }
    }

    private void accepts(long... counters) {
        for (long counter : counters) {
            assertTrue(filter.accept(counter), () -> Long.toUnsignedString(counter));
        }
    }

    private void refuses(long... counters) {
        for (long counter : counters) {
            assertFalse(filter.accept(counter), () -> Long.toUnsignedString(counter));
        }
    }

    /// Remembers everything.
    private static final class NaiveFilter {
        private final Set<Long> seen = new HashSet<>();
        private long newest;

        boolean accept(long counter) {
            if (Long.compareUnsigned(counter, REJECT) >= 0) {
                return false;
            }
            boolean tooOld =
                    Long.compareUnsigned(counter, newest) < 0 && Long.compareUnsigned(newest - counter, WINDOW) > 0;
            if (tooOld || !seen.add(counter)) {
                return false;
            }
            newest = Long.compareUnsigned(counter, newest) > 0 ? counter : newest;
            return true;
        }
    }
}
