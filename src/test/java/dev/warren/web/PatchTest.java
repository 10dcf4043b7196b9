package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchTest {

    private static final String[] FIELDS = {"name", "mtu", "enabled", "tags", "until"};

    @Test
    void what_is_absent_stays_as_it_is() {
        var patch = patch("{}");
        assertEquals("anna", patch.text("name", "anna"));
        assertEquals(1420, patch.optionalNumber("mtu", 1420));
        assertTrue(patch.bool("enabled", true));
        assertEquals(List.of("a"), patch.list("tags", List.of("a")));
        assertEquals(Instant.EPOCH, patch.optionalTime("until", Instant.EPOCH));
        assertTrue(patch.errors().isEmpty());
        assertFalse(patch.has("name"));
    }

    @Test
    void null_takes_a_value_away() {
        var patch = patch("{\"mtu\": null, \"until\": null, \"tags\": null}");
        assertNull(patch.optionalNumber("mtu", 1420));
        assertNull(patch.optionalTime("until", Instant.EPOCH));
        assertNull(patch.optionalList("tags", List.of("a")));
        assertTrue(patch.isNull("mtu"));
        assertTrue(patch.errors().isEmpty());
    }

    @Test
    void null_for_what_cant_be_without_is_refused() {
        var patch = patch("{\"name\": null, \"enabled\": null}");
        assertEquals("anna", patch.text("name", "anna"));
        patch.bool("enabled", true);
        assertTrue(patch.errors().has("name"));
        assertTrue(patch.errors().has("enabled"));
    }

    @Test
    void values_are_taken_as_they_are_written() {
        var patch = patch(
                "{\"name\":\" Anna \",\"mtu\":1280,\"enabled\":false,\"tags\":[\"a\",\" b\"],\"until\":\"2026-12-31T23:00:00+01:00\"}");
        assertEquals("Anna", patch.text("name", "x"));
        assertEquals(1280, patch.number("mtu", 0));
        assertFalse(patch.bool("enabled", true));
        assertEquals(List.of("a", "b"), patch.list("tags", List.of()));
        assertEquals(Instant.parse("2026-12-31T22:00:00Z"), patch.optionalTime("until", null));
    }

    @Test
    void a_value_of_another_kind_is_refused_with_its_name() {
        for (var body : List.of(
                "{\"name\": 5}",
                "{\"name\": \"a\\u0000b\"}",
                "{\"mtu\": \"1420\"}",
                "{\"mtu\": 1.5}",
                "{\"mtu\": 99999999999}",
                "{\"enabled\": \"true\"}",
                "{\"enabled\": 1}",
                "{\"tags\": \"a\"}",
                "{\"tags\": [1]}",
                "{\"until\": \"tomorrow\"}",
                "{\"until\": 12}")) {
            var patch = patch(body);
            patch.text("name", "");
            patch.optionalNumber("mtu", null);
            patch.bool("enabled", true);
            patch.list("tags", List.of());
            patch.optionalTime("until", null);
            assertEquals(1, patch.errors().all().size(), body);
        }
    }

    @Test
    void a_field_that_nobody_knows_is_refused_with_its_name() {
        var rejection = assertThrows(Rejection.class, () -> patch("{\"nmae\": \"x\", \"name\": \"y\"}"));
        assertEquals(422, rejection.status());
        assertTrue(rejection.errors().has("nmae"));
    }

    @Test
    void what_is_no_object_is_refused() {
        for (var body : List.of("[]", "5", "null", "\"x\"")) {
            assertEquals(400, assertThrows(Rejection.class, () -> patch(body)).status());
        }
        assertThrows(Rejection.class, () -> Patch.of(null));
    }

    private static Patch patch(String body) {
        try {
            return Patch.of(new ObjectMapper().readTree(body), FIELDS);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
