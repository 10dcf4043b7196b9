package dev.warren.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.traffic.Presences.Change;
import dev.warren.traffic.Presences.Seen;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PresencesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final UUID ANNA = UUID.randomUUID();
    private static final InetSocketAddress HOME = new InetSocketAddress("192.0.2.1", 51820);
    private static final InetSocketAddress TRAIN = new InetSocketAddress("198.51.100.7", 4711);

    private final Presences presences = new Presences(Duration.ofSeconds(180));

    @Test
    void a_peer_comes_with_its_handshake_and_only_once() {
        assertEquals(List.of(), look(1, null, 0, HOME));
        assertEquals(List.of(new Change.Came(ANNA, at(2), HOME)), look(3, at(2), 100, HOME));
        assertEquals(List.of(), look(4, at(2), 200, HOME));
    }

    @Test
    void a_peer_goes_when_it_was_last_heard_of() {
        look(0, at(0), 0, HOME);
        look(100, at(0), 500, HOME);

        assertEquals(List.of(), look(280, at(0), 500, HOME));
        assertEquals(List.of(new Change.Went(ANNA, at(100))), look(281, at(0), 500, HOME));
        assertEquals(List.of(), look(282, at(0), 500, HOME));
    }

    @Test
    void a_new_handshake_keeps_a_peer_there() {
        look(0, at(0), 0, HOME);

        assertEquals(List.of(), look(170, at(120), 148, HOME));
        assertEquals(List.of(), look(299, at(120), 148, HOME));
    }

    @Test
    void a_peer_that_may_not_connect_any_more_is_gone_at_once() {
        look(0, at(0), 0, HOME);
        look(10, at(0), 100, HOME);

        assertEquals(
                List.of(new Change.Went(ANNA, at(10))),
                presences.look(at(11), List.of(new Seen(ANNA, false, at(0), 100, HOME))));
        assertEquals(List.of(), presences.look(at(12), List.of(new Seen(ANNA, false, at(0), 100, HOME))));
    }

    @Test
    void a_roaming_peer_stays_in_its_session() {
        look(0, at(0), 0, HOME);

        assertEquals(List.of(new Change.Moved(ANNA, TRAIN)), look(5, at(0), 100, TRAIN));
        assertEquals(List.of(), look(6, at(0), 200, TRAIN));
    }

    @Test
    void a_session_goes_on_after_a_restart_if_the_peer_is_back_in_time() {
        presences.resume(ANNA, at(0), HOME);

        assertEquals(List.of(), look(60, null, 0, null));
        assertEquals(List.of(), look(61, at(61), 148, HOME));
        assertEquals(List.of(new Change.Went(ANNA, at(61))), look(242, at(61), 148, HOME));
    }

    @Test
    void a_session_ends_after_a_restart_when_its_peer_was_last_heard_of_before() {
        presences.resume(ANNA, at(0), HOME);

        assertEquals(List.of(), look(180, null, 0, null));
        assertEquals(List.of(new Change.Went(ANNA, at(0))), look(181, null, 0, null));
    }

    @Test
    void a_deleted_peer_is_forgotten_without_a_word() {
        look(0, at(0), 0, HOME);
        presences.retain(Set.of());

        assertEquals(List.of(), presences.look(at(500), List.of()));
    }

    @Test
    void a_peer_goes_in_time_although_the_clock_was_set_back_since_its_handshake() {
        look(86_400, at(86_400), 100, HOME);

        assertEquals(List.of(), look(0, at(86_400), 100, HOME));
        assertEquals(List.of(), look(180, at(86_400), 100, HOME));
        assertEquals(List.of(new Change.Went(ANNA, at(0))), look(181, at(86_400), 100, HOME));
        assertEquals(List.of(), look(182, at(86_400), 100, HOME));
    }

    @Test
    void an_old_handshake_is_nobody_there() {
        assertEquals(List.of(), look(181, at(0), 0, HOME));
    }

    private List<Change> look(int second, Instant handshake, long received, InetSocketAddress endpoint) {
        return presences.look(at(second), List.of(new Seen(ANNA, true, handshake, received, endpoint)));
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
