package dev.warren.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshnessTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Freshness freshness = new Freshness(() -> now, "user", "token");

    @Test
    void what_was_read_is_believed_for_a_second() {
        var read = freshness.read(() -> "anna");
        assertEquals("anna", read.value());

        now = now.plus(Freshness.KEPT).minusNanos(1);
        assertTrue(freshness.holds(read));

        now = now.plusNanos(1);
        assertFalse(freshness.holds(read));
    }

    @Test
    void the_second_begins_before_it_is_read() {
        var read = freshness.read(() -> {
            now = now.plus(Freshness.KEPT);
            return "anna";
        });

        assertFalse(freshness.holds(read));
    }

    @Test
    void a_clock_that_is_set_back_does_not_prolong_it() {
        var read = freshness.read(() -> "anna");

        now = now.minus(Duration.ofMillis(1));

        assertFalse(freshness.holds(read));
    }

    @Test
    void a_change_ends_what_was_read_before_and_nothing_that_is_read_later() {
        for (var type : new String[] {"user", "token"}) {
            var before = freshness.read(() -> "anna");
            freshness.changed(change(type));

            assertFalse(freshness.holds(before));
            assertTrue(freshness.holds(freshness.read(() -> "anna")));
        }
    }

    @Test
    void a_change_of_something_else_does_not() {
        var read = freshness.read(() -> "anna");

        freshness.changed(change("peer"));

        assertTrue(freshness.holds(read));
    }

    @Test
    void a_change_while_it_is_read_counts_as_later() {
        var read = freshness.read(() -> {
            freshness.changed(change("user"));
            return "anna";
        });

        assertFalse(freshness.holds(read));
    }

    private static Recorded change(String type) {
        return new Recorded(type + ".changed", new Subject(type, "1", "anna"), "root");
    }
}
