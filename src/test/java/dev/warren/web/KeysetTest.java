package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeysetTest {

    @Test
    void without_a_word_it_is_the_first_fifty_by_the_first_field() {
        var keyset = Keyset.of(null, null, null, "name", "createdAt");
        assertEquals(50, keyset.limit());
        assertEquals("name", keyset.sort());
        assertFalse(keyset.descending());
        assertNull(keyset.after());
    }

    @Test
    void the_cursor_of_a_page_brings_its_position_back() {
        var first = Keyset.of("2", null, "-name", "name");
        var page = first.page(List.of("ö\n", "b", "a"), name -> List.of(name, 7), name -> name + "!");
        assertEquals(List.of("ö\n!", "b!"), page.items());

        var second = Keyset.of("2", page.next(), "-name", "name");
        assertEquals(List.of("b", "7"), second.after(2));
        assertTrue(second.descending());
        assertEquals("name", second.sort());
    }

    @Test
    void the_last_page_has_no_next_one() {
        var keyset = Keyset.of("2", null, null, "name");
        assertNull(keyset.page(List.of("a", "b"), List::of, name -> name).next());
        assertNull(keyset.page(List.<String>of(), List::of, name -> name).next());
    }

    @Test
    void the_way_back_reads_the_list_from_its_other_end_and_shows_it_as_it_is() {
        var second = Keyset.of("2", cursor("b"), null, "name");
        var back = second.before(List.of("c", "d", "e"), List::of);

        var first = Keyset.of("2", back, null, "name");
        assertEquals(List.of("c"), first.after(1));
        assertTrue(first.descending());
        assertEquals("<", first.beyond());
        assertEquals(" desc", first.direction());
        assertEquals("name", first.order());
        var page = first.page(List.of("b", "a"), List::of, name -> name);
        assertEquals(List.of("a", "b"), page.items());
        assertEquals(List.of("b"), Keyset.of("2", page.next(), null, "name").after());
        assertNull(first.before(List.of("b", "a"), List::of));
    }

    @Test
    void the_way_back_goes_on_while_there_is_more_before() {
        var back = Keyset.of("2", cursor("d"), null, "name").before(List.of("e", "f"), List::of);
        var rows = List.of("d", "c", "b");
        var keyset = Keyset.of("2", back, null, "name");
        assertEquals(
                List.of("c", "d"), keyset.page(rows, List::of, name -> name).items());
        assertEquals(
                List.of("c"),
                Keyset.of("2", keyset.before(rows, List::of), null, "name").after());
    }

    @Test
    void there_is_no_way_back_from_the_beginning_nor_from_a_page_without_entries() {
        assertNull(Keyset.of("2", null, null, "name").before(List.of("a"), List::of));
        assertNull(Keyset.of("2", cursor("z"), null, "name").before(List.<String>of(), List::of));
    }

    private static String cursor(String after) {
        return Keyset.of("1", null, null, "name")
                .page(List.of(after, "~"), List::of, name -> name)
                .next();
    }

    @Test
    void a_cursor_of_another_order_or_of_nobody_is_refused_by_name() {
        var cursor = Keyset.of("1", null, "name", "name", "createdAt")
                .page(List.of("a", "b"), List::of, name -> name)
                .next();
        for (var bad : new String[] {cursor, "", "!!!", "AAAA", "_w", "x".repeat(3000)}) {
            var rejection =
                    assertThrows(Rejection.class, () -> Keyset.of(null, bad, "createdAt", "name", "createdAt"), bad);
            assertEquals(422, rejection.status());
            assertTrue(rejection.errors().has("after"), bad);
        }
    }

    @Test
    void a_cursor_with_too_many_values_or_of_the_wrong_kind_is_refused_where_it_is_read() {
        var cursor = Keyset.of("1", null, null, "name")
                .page(List.of("a", "b"), List::of, name -> name)
                .next();
        var keyset = Keyset.of(null, cursor, null, "name");
        assertThrows(Rejection.class, () -> keyset.after(2));
        assertThrows(Rejection.class, () -> Keyset.value("a", Integer::valueOf));
    }

    @Test
    void every_bad_parameter_is_named_at_once() {
        var rejection = assertThrows(Rejection.class, () -> Keyset.of("501", null, "shoe", "name"));
        assertEquals(
                List.of("limit", "sort"),
                rejection.errors().problems(Language.EN).stream()
                        .map(Problem.Field::field)
                        .toList());
        for (var bad : new String[] {"0", "-1", "many", ""}) {
            assertThrows(Rejection.class, () -> Keyset.of(bad, null, null, "name"), bad);
        }
    }
}
