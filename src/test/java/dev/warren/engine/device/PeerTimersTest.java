package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.device.PeerTimers.Due;
import dev.warren.engine.noise.Protocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each rule of whitepaper §6 that is about time, with a clock moved by hand.
class PeerTimersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 7 * SECOND;
    private static final long JITTER = Protocol.REKEY_TIMEOUT_JITTER_MAX;

    private final List<Long> alarms = new ArrayList<>();
    private final PeerTimers timers = new PeerTimers(alarms::add, new SeededRandom(5));

    @Test
    void a_new_peer_has_nothing_to_do() {
        assertEquals(PeerTimers.OFF, timers.next());
        assertNull(timers.poll(Long.MAX_VALUE - 1));
    }

    @Test
    void an_initiation_is_sent_again_after_five_seconds_and_a_random_part_of_a_third() {
        timers.handshakeInitiated(START);
        assertTrue(timers.next() >= START + 5 * SECOND);
        assertTrue(timers.next() < START + 5 * SECOND + JITTER);
        assertNull(timers.poll(timers.next() - 1));
        assertEquals(Due.RETRANSMIT_HANDSHAKE, timers.poll(timers.next()));
        assertEquals(PeerTimers.OFF, timers.next());
    }

    @Test
    void the_random_part_differs_from_time_to_time() {
        Set<Long> deadlines = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            timers.handshakeInitiated(START);
            deadlines.add(timers.next());
        }
        assertTrue(deadlines.size() > 90);
    }

    @Test
    void after_twenty_initiations_it_gives_up_and_will_zero_the_keys() {
        long now = START;
        timers.handshakeWanted();
        timers.handshakeInitiated(now);
        for (int retransmission = 1; retransmission <= 19; retransmission++) {
            now = timers.next();
            assertEquals(Due.RETRANSMIT_HANDSHAKE, timers.poll(now));
            assertEquals(retransmission, timers.attempts());
            timers.handshakeInitiated(now);
        }
        now = timers.next();
        assertTrue(now - START >= 20 * Protocol.REKEY_TIMEOUT);
        assertEquals(Due.GIVE_UP_HANDSHAKE, timers.poll(now));
        assertEquals(now + 540 * SECOND, timers.next());
        assertEquals(now + 540 * SECOND, alarms.getLast(), "whoever waits for the next deadline is told");
        assertEquals(Due.ZERO_KEYS, timers.poll(timers.next()));
        assertEquals(PeerTimers.OFF, timers.next());
    }

    @Test
    void giving_up_cancels_the_passive_keepalive_and_keeps_an_earlier_zeroing() {
        timers.sessionDerived(START);
        exhaustAttempts();
        timers.dataReceived(START + 200 * SECOND);
        timers.handshakeInitiated(START + 200 * SECOND);
        assertEquals(Due.GIVE_UP_HANDSHAKE, timers.poll(START + 206 * SECOND));
        assertEquals(START + 540 * SECOND, timers.next());
    }

    @Test
    void a_handshake_that_is_wanted_anew_begins_to_count_anew() {
        exhaustAttempts();
        timers.handshakeWanted();
        timers.handshakeInitiated(START);
        assertEquals(Due.RETRANSMIT_HANDSHAKE, timers.poll(START + 6 * SECOND));
    }

    @Test
    void a_completed_handshake_stops_retransmission() {
        timers.handshakeInitiated(START);
        assertTrue(timers.handshakePending());
        timers.handshakeCompleted();
        assertFalse(timers.handshakePending());
        assertEquals(PeerTimers.OFF, timers.next());
        assertEquals(0, timers.attempts());
    }

    @Test
    void data_received_asks_for_a_keepalive_ten_seconds_later() {
        timers.dataReceived(START);
        assertEquals(START + 10 * SECOND, timers.next());
        assertNull(timers.poll(START + 10 * SECOND - 1));
        assertEquals(Due.SEND_KEEPALIVE, timers.poll(START + 10 * SECOND));
        assertEquals(PeerTimers.OFF, timers.next());
    }

    @Test
    void more_data_does_not_postpone_the_keepalive() {
        timers.dataReceived(START);
        timers.dataReceived(START + 9 * SECOND);
        assertEquals(START + 10 * SECOND, timers.next());
        assertEquals(Due.SEND_KEEPALIVE, timers.poll(START + 10 * SECOND));
        timers.authenticatedSent();
        assertEquals(PeerTimers.OFF, timers.next(), "one keepalive answers for all of it");
    }

    @Test
    void anything_sent_makes_the_keepalive_needless() {
        timers.dataReceived(START);
        timers.authenticatedSent();
        assertEquals(PeerTimers.OFF, timers.next());
    }

    @Test
    void data_sent_without_an_answer_asks_for_a_handshake_after_fifteen_seconds() {
        timers.dataSent(START);
        assertTrue(timers.next() >= START + 15 * SECOND);
        assertTrue(timers.next() < START + 15 * SECOND + JITTER);
        assertEquals(Due.NEW_HANDSHAKE, timers.poll(timers.next()));
        assertEquals(PeerTimers.OFF, timers.next());
    }

    @Test
    void more_data_does_not_postpone_that_handshake() {
        timers.dataSent(START);
        long first = timers.next();
        timers.dataSent(START + 14 * SECOND);
        assertEquals(first, timers.next());
    }

    @Test
    void anything_received_makes_that_handshake_needless() {
        timers.dataSent(START);
        timers.authenticatedReceived();
        assertEquals(PeerTimers.OFF, timers.next());
    }

    @Test
    void a_peer_that_never_answers_is_asked_at_differing_intervals() {
        Set<Long> waits = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            timers.dataSent(START);
            waits.add(timers.next());
            assertEquals(Due.NEW_HANDSHAKE, timers.poll(timers.next()));
        }
        assertTrue(waits.size() > 40);
    }

    @Test
    void keys_are_zeroed_540_seconds_after_the_last_session() {
        timers.sessionDerived(START);
        timers.sessionDerived(START + 100 * SECOND);
        assertEquals(START + 640 * SECOND, timers.next());
        assertEquals(Due.ZERO_KEYS, timers.poll(START + 640 * SECOND));
        assertEquals(PeerTimers.OFF, timers.next());
    }

    @Test
    void the_persistent_keepalive_counts_from_the_last_packet_in_either_direction() {
        timers.authenticatedTraversed(START);
        assertEquals(PeerTimers.OFF, timers.next(), "there is no interval yet");
        timers.persistentInterval(25 * SECOND);
        assertEquals(PeerTimers.OFF, timers.next());
        timers.authenticatedTraversed(START);
        assertEquals(START + 25 * SECOND, timers.next());
        timers.authenticatedTraversed(START + 20 * SECOND);
        assertEquals(START + 45 * SECOND, timers.next());
        assertEquals(Due.PERSISTENT_KEEPALIVE, timers.poll(START + 45 * SECOND));
        assertEquals(PeerTimers.OFF, timers.next(), "what is sent then sets it again");
    }

    @Test
    void a_persistent_keepalive_that_is_switched_off_is_not_sent() {
        timers.persistentInterval(25 * SECOND);
        timers.authenticatedTraversed(START);
        timers.persistentInterval(0);
        assertEquals(PeerTimers.OFF, timers.next());
        timers.authenticatedTraversed(START + SECOND);
        assertEquals(PeerTimers.OFF, timers.next());
    }

    @Test
    void timers_that_run_out_together_are_told_one_by_one_and_old_keys_go_before_a_new_handshake_begins() {
        timers.peerCame(START);
        timers.persistentInterval(SECOND);
        timers.handshakeInitiated(START);
        timers.dataReceived(START);
        timers.dataSent(START);
        timers.sessionDerived(START);
        timers.authenticatedTraversed(START);
        long end = START + 1000 * SECOND;
        assertEquals(
                List.of(
                        Due.ZERO_KEYS,
                        Due.RETRANSMIT_HANDSHAKE,
                        Due.SEND_KEEPALIVE,
                        Due.NEW_HANDSHAKE,
                        Due.PERSISTENT_KEEPALIVE,
                        Due.SESSION_OVER),
                pollAll(end));
        assertEquals(PeerTimers.OFF, timers.next());
    }

    @Test
    void every_deadline_that_is_set_is_told() {
        timers.persistentInterval(SECOND);
        timers.handshakeInitiated(START);
        assertEquals(timers.next(), alarms.getLast());
        timers.dataReceived(START - SECOND);
        assertEquals(START + 9 * SECOND, alarms.getLast());
        timers.dataSent(START);
        timers.sessionDerived(START);
        assertEquals(START + 540 * SECOND, alarms.getLast());
        timers.authenticatedTraversed(START);
        assertEquals(START + SECOND, alarms.getLast());
        timers.peerCame(START);
        assertEquals(START + 180 * SECOND, alarms.getLast());
        assertEquals(6, alarms.size());
    }

    @Test
    void clearing_stops_everything() {
        timers.persistentInterval(SECOND);
        timers.handshakeInitiated(START);
        timers.dataReceived(START);
        timers.dataSent(START);
        timers.sessionDerived(START);
        timers.authenticatedTraversed(START);
        assertNotEquals(PeerTimers.OFF, timers.next());
        timers.clear();
        assertEquals(PeerTimers.OFF, timers.next());
        assertNull(timers.poll(Long.MAX_VALUE - 1));
    }

    private void exhaustAttempts() {
        timers.handshakeWanted();
        for (int i = 0; i < 19; i++) {
            timers.handshakeInitiated(START - 100 * SECOND);
            timers.poll(START);
        }
    }

    private List<Due> pollAll(long now) {
        List<Due> dues = new ArrayList<>();
        for (Due due = timers.poll(now); due != null; due = timers.poll(now)) {
            dues.add(due);
        }
        return dues;
    }
}
