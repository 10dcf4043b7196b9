package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void the_shortest_rehearsal_has_a_frame_each_way() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertTrue(Rehearsal.play(0) >= 2));
    }

    @Test
    void a_longer_rehearsal_has_more() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertTrue(Rehearsal.play(200_000_000) > 4));
    }
}
