package dev.warren.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every claim of the threat model about the engine names the test that shows it, and the test is there.
class ThreatModelTest {
    private static final Path PAGE = Path.of("src/docs/threat-model.md");
    private static final String END_OF_ENGINE = "## What this engine does not promise";
    private static final Path TESTS = Path.of("src/test/java/dev/warren/engine");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.([a-z]\\w+)`");

    @Test
    void every_claim_names_a_test() throws IOException {
        List<String> claims = Files.readAllLines(PAGE).stream()
                .takeWhile(line -> !line.startsWith(END_OF_ENGINE))
                .filter(line -> line.startsWith("| to "))
                .toList();
        assertTrue(claims.size() > 20, "the tables are still tables");
        assertEquals(
                List.of(),
                claims.stream().filter(line -> !NAMED.matcher(line).find()).toList());
    }

    @Test
    void every_named_test_exists() throws IOException {
        var missing = new TreeSet<String>();
        var named = NAMED.matcher(Files.readString(PAGE));
        while (named.find()) {
            if (!source(named.group(1)).contains("void " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }

    private static String source(String type) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            Path file = files.filter(path -> path.endsWith(type + ".java"))
                    .findFirst()
                    .orElse(null);
            return file == null ? "" : Files.readString(file);
        }
    }
}
