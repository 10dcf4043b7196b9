package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
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

    @Test
    void a_connection_that_broke_at_the_commit_is_found_beneath_what_the_transaction_suppressed() {
        var commit = new XAException(XAException.XAER_RMFAIL);
        commit.initCause(new SQLException("An I/O error occurred", "08006"));
        var rolledBack = new RollbackException("Could not commit");
        rolledBack.addSuppressed(commit);

        assertTrue(DatabaseGone.causes(new IllegalStateException(rolledBack)));
    }

    @Test
    void a_connection_that_the_pool_gave_up_while_it_was_made_is_the_databases_absence() {
        var driver = new SQLException(
                "Something unusual has occurred",
                "99999",
                new RuntimeException("Interrupted while attempting to connect."));

        assertTrue(DatabaseGone.causes(new IllegalStateException(driver)));
        assertFalse(DatabaseGone.causes(new SQLException("Something unusual has occurred", "99999")));
    }

    @Test
    void failures_that_name_each_other_are_looked_at_once() {
        var first = new IllegalStateException("first");
        first.addSuppressed(new IllegalStateException("second", first));

        assertFalse(DatabaseGone.causes(first));
    }
}
