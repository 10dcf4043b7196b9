package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Agenda agenda = new Agenda();
    private final UUID anna = new UUID(0, 1);
    private final UUID berta = new UUID(0, 2);

    @Test
    void those_whose_time_has_come_are_given_once_and_in_order() {
        agenda.set(anna, NOW);
        agenda.set(berta, NOW.minusSeconds(1));

        assertEquals(List.of(berta, anna), agenda.due(NOW));
        assertEquals(List.of(), agenda.due(NOW.plusSeconds(100)));
    }

    @Test
    void a_later_word_takes_the_place_of_an_earlier_one() {
        agenda.set(anna, NOW);
        agenda.set(anna, NOW.plusSeconds(10));
        agenda.set(berta, NOW);
        agenda.set(berta, null);

        assertEquals(List.of(), agenda.due(NOW));
        assertEquals(List.of(anna), agenda.due(NOW.plusSeconds(10)));
    }
}
