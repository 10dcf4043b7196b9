package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.interfaces.TestInterfaces;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PeerCsvTest {

    @Inject
    TestInterfaces interfaces;

    @Inject
    PeerChanges changes;

    @ParameterizedTest
    @ValueSource(strings = {"+49 170 1234567", "=1+1", "-\nsecond line", "@work", "'quoted'", "'=x", "it's; \"so\""})
    void warrens_own_file_is_read_as_it_was_and_is_no_formula(String notes) {
        PeerForm form = PeerForm.named("anna").with(PeerField.NOTES, notes);
        String file = PeerCsv.text(List.of(changes.create(interfaces.create().id(), form)));

        assertTrue(file.lines().noneMatch(line -> line.matches(".*,\"?[=+@-].*")), file);
        assertEquals(notes, PeerCsv.parse(file, 1).forms().getFirst().text(PeerField.NOTES));
    }

    @Test
    void an_apostrophe_before_anything_else_stays() {
        assertEquals(
                "'s-Hertogenbosch",
                PeerCsv.parse("name\n's-Hertogenbosch\n", 1).forms().getFirst().text(PeerField.NAME));
    }
}
