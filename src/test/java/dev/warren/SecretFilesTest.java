package dev.warren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

    private static final String VARIABLE = "WARREN_METRICS_PASSWORD_FILE";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void secret() throws IOException {
        file = Files.writeString(directory.resolve("secret"), "correct horse battery\n\n");
    }

    @Test
    void the_first_line_is_the_value_under_both_of_its_names() {
        var source = new SecretFiles(Map.of(VARIABLE, file.toString()));

        assertEquals("correct horse battery", source.getValue("WARREN_METRICS_PASSWORD"));
        assertEquals("correct horse battery", source.getValue("warren.metrics.password"));
        assertNull(source.getValue("WARREN_SMTP_PASSWORD"));
        assertTrue(source.getOrdinal() > 300, "before the environment");
    }

    @Test
    void without_such_variables_there_is_nothing() {
        assertEquals(Map.of(), new SecretFiles(Map.of("HOME", "/root", VARIABLE, " ")).getProperties());
        SecretFiles.verify(Map.of("HOME", "/root"));
    }

    @Test
    void what_can_not_be_read_is_told_with_the_variable_and_never_the_value() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));

        assertRefused(
                "which this account can't read",
                Map.of(VARIABLE, directory.resolve("gone").toString()));
        assertRefused("which this account can't read", Map.of(VARIABLE, directory.toString()));
        assertRefused("which is empty", Map.of(VARIABLE, empty.toString()));
        assertRefused("both set", Map.of(VARIABLE, file.toString(), "WARREN_METRICS_PASSWORD", "another one"));
    }

    private static void assertRefused(String reason, Map<String, String> environment) {
        var refused = assertThrows(ServerCannotStart.class, () -> SecretFiles.verify(environment));
        String sentence = String.valueOf(refused.getMessage());
        assertTrue(sentence.startsWith(VARIABLE) && sentence.contains(reason), sentence);
        assertFalse(sentence.contains("horse") || sentence.contains("another one"), sentence);
        assertEquals(Map.of(), new SecretFiles(environment).getProperties());
    }
}
