package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same cases as `frontend/test/figures.test.ts`.
class FiguresTest {

    @ParameterizedTest
    @MethodSource
    void bytes_are_written_as_in_the_browser(JsonNode number, String text) {
        assertEquals(text, plain(Figures.bytes(number.asLong())));
    }

    @ParameterizedTest
    @MethodSource
    void rates_are_written_as_in_the_browser(JsonNode number, String text) {
        assertEquals(text, plain(Figures.rate(number.asDouble())));
    }

    @ParameterizedTest
    @MethodSource
    void ages_are_written_as_in_the_browser(JsonNode number, String text) {
        assertEquals(text, plain(Figures.age(Duration.ofSeconds(number.asLong()))));
    }

    @Test
    void a_moment_in_the_future_is_now() {
        assertEquals("0 s", plain(Figures.age(Duration.ofSeconds(-3))));
    }

    static List<Object[]> bytes_are_written_as_in_the_browser() throws IOException {
        return cases("bytes");
    }

    static List<Object[]> rates_are_written_as_in_the_browser() throws IOException {
        return cases("rate");
    }

    static List<Object[]> ages_are_written_as_in_the_browser() throws IOException {
        return cases("age");
    }

    private static List<Object[]> cases(String kind) throws IOException {
        try (var in = FiguresTest.class.getResourceAsStream("/figures.json")) {
            Stream<JsonNode> pairs = StreamSupport.stream(
                    new ObjectMapper().readTree(in).path(kind).spliterator(), false);
            return pairs.map(pair -> new Object[] {pair.get(0), pair.get(1).asText()})
                    .toList();
        }
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }
}
