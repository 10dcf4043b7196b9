package dev.warren.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The filter that `src/docs/sign-in.md` gives for fail2ban, read as fail2ban reads it: the date is found and taken
/// away
/// first, then the expression is matched, in which `<ADDR>` stands for an address.
class Fail2banFilterTest {

    private static final Path DOCUMENT = Path.of("src/docs/sign-in.md");

    /// `<ADDR>` of fail2ban 1.1, with groups of Java.
    private static final String ADDRESS = "(?:::f{4,6}:)?(?<ip4>(?:\\d{1,3}\\.){3}\\d{1,3})"
            + "|\\[?(?<ip6>(?:[0-9a-fA-F]{1,4}::?|:){1,7}(?:[0-9a-fA-F]{1,4}|(?<=:):))\\]?";

    private Pattern filter;
    private Pattern date;

    @BeforeEach
    void readTheDocument() throws IOException {
        var document = Files.readString(DOCUMENT);
        filter = Pattern.compile(line(document, "failregex").replace("<ADDR>", "(?:" + ADDRESS + ")"));
        date = Pattern.compile(line(document, "datepattern")
                .replace("%%Y", "\\d{4}")
                .replaceAll("%%[mdHMS]", "\\\\d{2}")
                .replace("%%f", "\\d{1,6}"));
    }

    @Test
    void it_finds_the_address_in_a_line_as_warren_writes_it() throws IOException {
        for (var why : List.of("wrong name or password", "too many failures", "wrong code")) {
            for (var address : List.of("198.51.100.21", "2001:db8:0:0:0:0:0:7")) {
                assertEquals(
                        address,
                        banned(formatted("Sign-in failed from %s: %s (user \"anna\")".formatted(address, why))));
            }
        }
    }

    @Test
    void it_finds_every_line_that_the_document_shows() throws IOException {
        var shown = new ArrayList<String>();
        for (var line : Files.readAllLines(DOCUMENT)) {
            if (line.contains("WARN ") && line.contains("Sign-in failed")) {
                shown.add(line);
            }
        }
        assertTrue(shown.size() >= 3);
        shown.forEach(line -> assertEquals("198.51.100.21", banned(line), line));
    }

    @Test
    void nobody_is_banned_by_what_somebody_calls_himself_or_by_other_lines() throws IOException {
        assertEquals(
                "198.51.100.21",
                banned(formatted("Sign-in failed from 198.51.100.21: wrong code"
                        + " (user \"x ?de.wa.ac.signin? Sign-in failed from 192.0.2.99: wrong code ?user\")")));
        assertEquals(null, banned(formatted("Sign-in paused for 5 minutes: network 198.51.100.21")));
        assertFalse(
                filter.matcher("Sign-in failed from nowhere: wrong code (user").find());
    }

    private String banned(String line) {
        var found = date.matcher(line);
        assertTrue(found.find(), line);
        var match = filter.matcher(line.substring(0, found.start()) + line.substring(found.end()));
        if (!match.find()) {
            return null;
        }
        return match.group("ip4") == null ? match.group("ip6") : match.group("ip4");
    }

    private static String formatted(String message) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(in);
        }
        var formatter = new PatternFormatter(properties.getProperty("quarkus.log.console.format"));
        var line = new ExtLogRecord(Level.WARN, message, Fail2banFilterTest.class.getName());
        line.setLoggerName("dev.warren.accounts.signin");
        return formatter.format(line).strip();
    }

    private static String line(String document, String key) {
        return document.lines()
                .filter(line -> line.startsWith(key + " = "))
                .map(line -> line.substring(key.length() + 3))
                .findFirst()
                .orElseThrow();
    }
}
