package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.peers.PeerStatus.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeerStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration ONLINE_FOR = Duration.ofSeconds(180);

    @Test
    void a_peer_is_online_as_long_as_its_last_handshake_is_young() {
        assertEquals(State.ONLINE, state(true, null, NOW.minusSeconds(180)));
        assertEquals(State.IDLE, state(true, null, NOW.minusSeconds(181)));
    }

    @Test
    void a_handshake_that_seems_to_be_of_tomorrow_because_the_clock_was_set_back_is_no_sign_of_life() {
        assertEquals(State.ONLINE, state(true, null, NOW.plusSeconds(2)));
        assertEquals(State.IDLE, state(true, null, NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void a_peer_without_a_handshake_has_never_connected() {
        assertEquals(State.NEVER, state(true, null, null));
    }

    @Test
    void a_peer_that_is_switched_off_is_disabled_whatever_it_did_last() {
        assertEquals(State.DISABLED, state(false, null, NOW));
    }

    @Test
    void expiry_takes_effect_with_its_second_and_is_not_called_disabled() {
        assertEquals(State.ONLINE, state(true, NOW.plusSeconds(1), NOW));
        assertEquals(State.EXPIRED, state(true, NOW, NOW));
        assertEquals(State.EXPIRED, state(false, NOW, NOW));
    }

    private static State state(boolean enabled, Instant expiresAt, Instant handshake) {
        return PeerStatus.of(new AccessTerms(enabled, expiresAt, null, null, null), false, handshake, NOW, ONLINE_FOR)
                .state();
    }
}
