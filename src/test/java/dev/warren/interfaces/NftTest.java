package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// With other programs in the place of `nft`.
class NftTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void it_is_told_its_script_and_what_it_prints_comes_back() {
        assertEquals("add table inet warren\n", Nft.run(List.of("cat"), "add table inet warren\n", LONG));
    }

    @Test
    void a_refusal_is_its_first_line() {
        var refusal = assertThrows(
                IllegalStateException.class,
                () -> Nft.run(List.of("sh", "-c", "cat; echo no such table >&2; echo more; exit 1"), "", LONG));
        assertEquals("no such table", refusal.getMessage());
    }

    @Test
    void one_that_hangs_with_its_output_open_is_given_up() {
        var refusal = assertTimeoutPreemptively(
                LONG,
                () -> assertThrows(
                        IllegalStateException.class,
                        () -> Nft.run(List.of("sleep", "600"), "", Duration.ofMillis(200))));
        assertEquals("sleep did not answer", refusal.getMessage());
    }

    @Test
    void one_that_is_not_there_is_no_refusal() {
        assertThrows(UncheckedIOException.class, () -> Nft.run(List.of("no-such-nft"), "", LONG));
    }
}
