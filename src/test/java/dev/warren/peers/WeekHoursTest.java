package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeekHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mon-fri 08:00-18:00|mon-fri 08:00-18:00",
                "MON-WED fri 8:00 - 18:00; sat 10:00-24:00|mon-wed fri 08:00-18:00, sat 10:00-24:00",
                "22:00-06:00|mon-sun 22:00-06:00",
                "fri-mon 00:00-24:00|mon fri-sun 00:00-24:00"
            })
    void windows_are_read_as_people_write_them(String text, String canonical) {
        assertEquals(canonical, WeekHours.parse(text).toString());
        assertEquals(canonical, WeekHours.parse(canonical).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ; ", "always", "mon", "mon 25:00-26:00", "foo 08:00-09:00", "mon 08:00", "mon 08:60-09:00"
            })
    void what_is_no_window_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> WeekHours.parse(text));
    }

    @Test
    void a_window_begins_with_its_first_second_and_ends_before_its_last() {
        // a Friday, one hour ahead of UTC
        assertFalse(open("mon-fri 08:00-18:00", "2026-11-20T06:59:59Z"));
        assertTrue(open("mon-fri 08:00-18:00", "2026-11-20T07:00:00Z"));
        assertTrue(open("mon-fri 08:00-18:00", "2026-11-20T16:59:59Z"));
        assertFalse(open("mon-fri 08:00-18:00", "2026-11-20T17:00:00Z"));
        assertFalse(open("mon-fri 08:00-18:00", "2026-11-21T08:00:00Z"), "Saturday");
    }

    @Test
    void a_night_belongs_to_the_day_on_which_it_begins() {
        assertTrue(open("fri 22:00-06:00", "2026-11-21T04:59:59Z"), "Saturday morning");
        assertFalse(open("fri 22:00-06:00", "2026-11-20T04:59:59Z"), "Friday morning");
    }

    @Test
    void the_hours_of_the_wall_clock_hold_before_and_after_daylight_saving_begins() {
        assertEquals("2026-03-27T07:00:00Z", next("mon-sun 08:00-18:00", "2026-03-27T00:00:00Z"));
        assertEquals("2026-03-29T06:00:00Z", next("mon-sun 08:00-18:00", "2026-03-29T00:00:00Z"));
    }

    @Test
    void a_time_that_daylight_saving_leaves_out_is_the_moment_of_the_change() {
        assertEquals("2026-03-29T01:00:00Z", next("sun 02:30-04:00", "2026-03-29T00:00:00Z"));
        assertEquals("2026-03-29T02:00:00Z", next("sun 02:30-04:00", "2026-03-29T01:00:00Z"));
        assertFalse(open("sun 02:15-02:45", "2026-03-29T01:00:00Z"));
    }

    @Test
    void of_a_time_that_comes_twice_a_window_has_the_first_begin_and_the_last_end() {
        assertEquals("2026-10-25T00:30:00Z", next("sun 02:30-02:45", "2026-10-24T23:00:00Z"));
        assertEquals("2026-10-25T01:45:00Z", next("sun 02:30-02:45", "2026-10-25T00:30:00Z"));
    }

    @Test
    void windows_that_touch_are_one_and_a_week_without_a_gap_never_changes() {
        assertEquals("2026-11-20T17:00:00Z", next("fri 08:00-12:00, fri 12:00-18:00", "2026-11-20T08:00:00Z"));
        assertNull(WeekHours.parse("00:00-24:00").nextChange(Instant.parse("2026-11-20T08:00:00Z"), BERLIN));
    }

    /// Minute by minute through the two weeks in which the clocks change.
    @Test
    void the_next_change_is_the_first_minute_at_which_the_answer_is_another_one() {
        var random = new Random(11);
        for (String begin : new String[] {"2026-03-25T00:00:00Z", "2026-10-21T00:00:00Z"}) {
            for (int round = 0; round < 20; round++) {
                WeekHours hours = WeekHours.parse(window(random) + ", " + window(random));
                Instant now = Instant.parse(begin).plusSeconds(60L * random.nextInt(10_080));
                Instant next = hours.nextChange(now, BERLIN);
                Instant expected = now;
                boolean open = hours.contains(now, BERLIN);
                while (hours.contains(expected, BERLIN) == open) {
                    expected = expected.plusSeconds(60);
                }
                assertEquals(expected, next, () -> hours + " from " + now);
            }
        }
    }

    private static String window(Random random) {
        String[] days = {"mon", "tue-thu", "sat", "sun", "fri-sun"};
        return "%s %02d:%02d-%02d:%02d"
                .formatted(
                        days[random.nextInt(days.length)],
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(24),
                        random.nextInt(60));
    }

    private static boolean open(String hours, String at) {
        return WeekHours.parse(hours).contains(Instant.parse(at), BERLIN);
    }

    private static String next(String hours, String after) {
        return String.valueOf(WeekHours.parse(hours).nextChange(Instant.parse(after), BERLIN));
    }
}
