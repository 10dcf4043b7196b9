package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2030-07-01T12:00, 2030-07-01T10:00:00Z",
        "2030-07-01 12:00:30, 2030-07-01T10:00:30Z",
        "2030-01-01T12:00:00Z, 2030-01-01T12:00:00Z",
        "2030-01-01T12:00:00.999Z, 2030-01-01T12:00:00Z",
        "2030-01-01T12:00:00-05:00, 2030-01-01T17:00:00Z",
        "2030-12-31, 2030-12-31T22:59:59Z"
    })
    void a_time_without_an_offset_is_meant_in_its_zone(String text, Instant instant) {
        assertEquals(instant, Expiry.parse(text, BERLIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a date",
                "2030-02-30",
                "2030-13-01T00:00",
                "30.12.2030",
                "T",
                "99999-01-01T00:00",
                "1795260000"
            })
    void what_is_no_time_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Expiry.parse(text, BERLIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Atlantis", "here", "+25:00"})
    void what_is_no_zone_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Expiry.zone(text));
    }
}
