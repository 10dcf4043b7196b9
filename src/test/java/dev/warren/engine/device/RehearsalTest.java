package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RehearsalTest {
    @Test
    void the_shortest_rehearsal_has_a_frame_each_way() {
        assertTrue(Rehearsal.play(0).frames() >= 2);
    }

    @Test
    void a_longer_rehearsal_has_every_kind_of_frame() {
        Rehearsal.Score score = Rehearsal.play(300_000_000);
        assertTrue(score.joined() > 1, "segments of the stream were joined");
        assertTrue(score.frames() > 2 * score.joined(), "and others came alone");
    }
}
