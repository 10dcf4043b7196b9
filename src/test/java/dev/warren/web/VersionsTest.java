package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class VersionsTest {

    @Test
    void a_change_of_what_was_seen_passes() {
        Versions.require(null, 3);
        Versions.require("\"3\"", 3);
        Versions.require("W/\"3\"", 3);
        Versions.require("\"1\", \"3\"", 3);
        Versions.require("*", 3);
    }

    @Test
    void a_change_of_an_older_state_is_refused() {
        for (var header : new String[] {"\"2\"", "3", "", "\"33\""}) {
            assertEquals(
                    412,
                    assertThrows(Rejection.class, () -> Versions.require(header, 3), header)
                            .status());
        }
    }

    @Test
    void who_has_the_present_version_is_not_sent_it_again() {
        assertEquals(304, Versions.show("x", 3, "\"3\"").getStatus());
        assertEquals(200, Versions.show("x", 3, "\"2\"").getStatus());
        assertEquals(200, Versions.show("x", 3, null).getStatus());
        assertEquals("\"3\"", Versions.show("x", 3, null).getHeaderString("ETag"));
    }
}
