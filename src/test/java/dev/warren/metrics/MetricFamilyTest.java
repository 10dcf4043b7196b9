package dev.warren.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricFamilyTest {

    private final MetricFamily peers = MetricFamily.gauge("peers", "Peers");
    private final MetricFamily bytes = MetricFamily.counter("bytes_total", "Bytes");

    @Test
    void families_stand_behind_what_the_process_says_of_itself() {
        peers.sample(MetricFamily.label("interface", "wg0"), 2);
        bytes.sample(MetricFamily.label("name", "Zoë's \"phone\" 🐇"), 12);
        assertEquals("""
                jvm 1
                # HELP peers Peers
                # TYPE peers gauge
                peers{interface="wg0"} 2
                # HELP bytes_total Bytes
                # TYPE bytes_total counter
                bytes_total{name="Zoë's \\"phone\\" 🐇"} 12
                """, text("jvm 1\n", ""));
    }

    @Test
    void between_two_of_them_there_may_be_a_line() {
        assertEquals("""
                # HELP peers Peers
                # TYPE peers gauge

                # HELP bytes_total Bytes
                # TYPE bytes_total counter
                """, text("", "\n"));
    }

    @Test
    void thousandths_are_written_where_there_are_any() {
        peers.sampleMillis("a", 1_500_007);
        peers.sampleMillis("b", 2_000);
        peers.sampleMillis("c", 40);
        assertEquals(
                List.of("peers{a} 1500.007", "peers{b} 2", "peers{c} 0.040"),
                text("", "").lines().filter(line -> line.startsWith("peers{")).toList());
    }

    @Test
    void of_thousands_none_is_missing_or_torn() {
        IntStream.range(0, 5_000).forEach(i -> peers.sample(MetricFamily.label("name", "🐇é" + i), i));
        assertEquals(
                IntStream.range(0, 5_000)
                        .mapToObj("peers{name=\"🐇é%1$d\"} %1$d"::formatted)
                        .collect(Collectors.joining("\n")),
                text("", "").lines().filter(line -> line.startsWith("peers{")).collect(Collectors.joining("\n")));
    }

    private String text(String head, String between) {
        return new String(MetricFamily.text(head, between, List.of(peers, bytes)), StandardCharsets.UTF_8);
    }
}
