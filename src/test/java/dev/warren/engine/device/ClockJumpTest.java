package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.noise.Keypair;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody sets the clock of the machine: sessions and timers go by the time since boot and don't notice.
class ClockJumpTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void a_session_outlives_a_day_forward_or_back(long days) {
        pair.connected();
        Keypair session = pair.alice.session(pair.bob);

        pair.clock.step(Duration.ofDays(days));
        pair.aliceSends("after");
        pair.advanceSeconds(5);

        assertTrue(pair.bob.received().contains("after"));
        assertSame(session, pair.alice.session(pair.bob));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void the_next_handshake_comes_when_it_is_due_and_succeeds(long days) {
        pair.connected();
        int before = pair.alice.count("handshake");

        pair.clock.step(Duration.ofDays(days));
        pair.advanceSeconds(121);
        pair.aliceSends("due");
        pair.advanceSeconds(1);

        assertEquals(before + 1, pair.alice.count("handshake"));
        assertTrue(pair.bob.received().contains("due"));
    }

    @Test
    void who_is_let_in_again_after_the_clock_was_set_back_can_be_dialled() {
        pair.clock.step(Duration.ofDays(1));
        pair.connected();
        pair.clock.step(Duration.ofDays(-1));
        pair.alice.apply(pair.bobsPeer().remove());
        pair.advanceSeconds(1);

        pair.alice.apply(pair.bobsPeer().endpoint(pair.bob.endpoint()));
        pair.aliceSends("again");
        pair.pump();

        assertTrue(pair.bob.received().contains("again"));
    }

    @Test
    void a_clock_that_goes_back_and_forth_keeps_nobody_out() {
        pair.connected();
        for (int round = 0; round < 6; round++) {
            pair.clock.step(Duration.ofDays(round % 2 == 0 ? -1 : 1));
            pair.advanceSeconds(200);
            pair.aliceSends("round " + round);
            pair.advanceSeconds(1);
            assertTrue(pair.bob.received().contains("round " + round), "round " + round);
        }
    }
}
