package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.peers.Quota.Period;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"1,1", "50 GB,50000000000", "50GiB,53687091200", "1 k,1000", "2 TB,2000000000000", "7b,7"})
    void amounts_have_units_of_thousands_and_of_1024(String text, long bytes) {
        assertEquals(bytes, Quota.size(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "much", "1.5 GB", "99999999 PB", "1 XB", "GB"})
    void what_is_no_amount_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Quota.size(text));
    }

    @Test
    void throttling_is_refused_with_the_reason_and_not_pretended() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Quota.action("throttle"));

        assertTrue(refusal.getMessage().contains("rate limit"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "DAY,2026-11-20T23:00:00Z,2026-11-21T23:00:00Z",
        "WEEK,2026-11-15T23:00:00Z,2026-11-22T23:00:00Z",
        "MONTH,2026-10-31T23:00:00Z,2026-11-30T23:00:00Z"
    })
    void a_period_begins_and_ends_at_midnight_of_its_zone(Period period, String begin, String end) {
        assertEquals(Instant.parse(begin), period.begin(NOON, BERLIN));
        assertEquals(Instant.parse(end), period.end(NOON, BERLIN));
    }

    @Test
    void a_clock_that_goes_back_by_a_day_gives_no_bytes_twice_and_by_a_year_begins_anew() {
        Quota quota = new Quota(1L, Period.DAY, Quota.Counts.BOTH, Quota.Action.DISABLE);
        QuotaStart tomorrow = new QuotaStart(Period.DAY.begin(NOON.plusSeconds(86_400), BERLIN), 0, 0, true);

        assertFalse(tomorrow.isOver(Period.DAY.begin(NOON, BERLIN), quota, BERLIN));
        assertTrue(tomorrow.isOver(Period.DAY.begin(NOON.minusSeconds(31_536_000), BERLIN), quota, BERLIN));
        assertTrue(tomorrow.isOver(Period.DAY.begin(NOON.plusSeconds(2 * 86_400), BERLIN), quota, BERLIN));
    }

    @Test
    void what_counts_is_as_the_server_sees_it() {
        assertEquals(3, Quota.Counts.RECEIVED.of(3, 4));
        assertEquals(4, Quota.Counts.SENT.of(3, 4));
        assertEquals(7, Quota.Counts.BOTH.of(3, 4));
    }
}
