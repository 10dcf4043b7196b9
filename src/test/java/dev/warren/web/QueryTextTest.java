package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class QueryTextTest {

    @Test
    void blanks_around_it_and_the_character_that_no_database_holds_are_left_out() {
        assertEquals("anna b", QueryText.of(" an\0na b\n"));
        assertEquals("anna b", QueryText.orNull(" an\0na b\n"));
    }

    @Test
    void what_has_nothing_else_is_nothing() {
        for (var given : new String[] {null, "", " ", "\0"}) {
            assertEquals("", QueryText.of(given));
            assertNull(QueryText.orNull(given));
        }
    }
}
