package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseGoneTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            08001, true
            08006, true
            57P01, true
            57P03, true
            53300, true
            23505, false
            40001, false
            22001, false
            """)
    void the_sqlstate_tells_a_lost_database_from_a_refused_statement(String state, boolean gone) {
        var failure = new IllegalStateException("flush", new RuntimeException(new SQLException("no", state)));
        assertEquals(gone, DatabaseGone.causes(failure));
    }

    @Test
    void a_full_disk_is_told_from_a_database_that_is_gone() {
        assertTrue(DatabaseGone.rejection(new SQLException("no room", "53100"))
                .sentence()
                .contains("disk of the database is full"));
        assertTrue(DatabaseGone.rejection(new SQLException("gone", "57P01"))
                .sentence()
                .contains("does not answer"));
    }
}
