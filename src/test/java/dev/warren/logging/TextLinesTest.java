package dev.warren.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class TextLinesTest {

    private static final String PATTERN = "%s%X{" + TextLines.KEY + "}%e%n";

    private static String line(Map<String, String> known) {
        var line = new ExtLogRecord(Level.INFO, "The peer is gone", "dev.warren.peers");
        known.forEach(line::putMdc);
        assertTrue(new TextLines().isLoggable(line));
        return new PatternFormatter(PATTERN).format(line);
    }

    @Test
    void a_line_ends_with_the_request_the_user_and_the_peer() {
        var known = Map.of("peer", "0192d2f3", "user", "anna", "request", "a1b2");

        assertEquals("The peer is gone {request=a1b2, user=anna, peer=0192d2f3}%n".formatted(), line(known));
    }

    @Test
    void what_is_not_known_is_left_out() {
        assertEquals("The peer is gone {request=a1b2}%n".formatted(), line(Map.of("request", "a1b2")));
        assertEquals("The peer is gone%n".formatted(), line(Map.of("span", "ours is not")));
    }

    @Test
    void lines_of_another_make_pass_as_they_are() {
        assertTrue(new TextLines().isLoggable(new LogRecord(Level.INFO, "from elsewhere")));
    }
}
