package dev.warren.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.web.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordGateTest {

    private static final Logger LOG = Logger.getLogger("dev.warren.accounts.signin");

    private final PasswordGate gate = new PasswordGate(new PasswordHashing(), () -> Instant.EPOCH);
    private final List<String> lines = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(ExtLogRecord.wrap(line).getFormattedMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listens() {
        LOG.addHandler(listener);
    }

    @AfterEach
    void listensNoMore() {
        LOG.removeHandler(listener);
    }

    @Test
    void every_failed_attempt_is_a_line_also_while_attempts_are_refused() {
        String hash = gate.hash("open sesame");
        for (int i = 0; i < SignInLimit.FAILURES; i++) {
            assertEquals(401, attempt(hash));
        }
        assertEquals(429, attempt(hash));

        var expected = new ArrayList<>(Collections.nCopies(
                SignInLimit.FAILURES, "Sign-in failed from 198.51.100.21: wrong password (link 7)"));
        expected.add("Sign-in failed from 198.51.100.21: too many failures (link 7)");
        assertEquals(expected, lines);
    }

    private int attempt(String hash) {
        return assertThrows(
                        Rejection.class,
                        () -> gate.require("link 7", hash, "open barley", TestVisitors.at("198.51.100.21")))
                .status();
    }
}
