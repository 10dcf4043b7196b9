package dev.warren.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One family of samples in Prometheus' text format, version 0.0.4.
///
/// Put together by hand: there are thousands of samples in every answer, and an object for each would cost more than
/// all the rest of it. It is kept in pieces, for one long text would be copied whenever it has outgrown its array, and
/// long arrays that live through a collection are what fills the heap.
public final class MetricFamily {

    private static final int PIECE = 8 << 10;
    private static final int LONG_LINE = 512;

    private final String name;
    private final StringBuilder text = new StringBuilder(PIECE + LONG_LINE);
    private final List<byte[]> pieces = new ArrayList<>();

    private MetricFamily(String name, String type, String help) {
        this.name = name;
        text.append("# HELP %1$s %2$s\n# TYPE %1$s %3$s\n".formatted(name, help, type));
    }

    public static MetricFamily gauge(String name, String help) {
        return new MetricFamily(name, "gauge", help);
    }

    public static MetricFamily counter(String name, String help) {
        return new MetricFamily(name, "counter", help);
    }

    /// `name="value"`. A quotation mark in the value would else end it.
    public static String label(String name, String value) {
        return name + "=\"" + escaped(value) + '"';
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /// The families with all their samples, in UTF-8.
    ///
    /// @param head    what stands before them
    /// @param between what stands between two of them
    public static byte[] text(String head, String between, List<MetricFamily> families) {
        List<byte[]> all = new ArrayList<>();
        all.add(head.getBytes(StandardCharsets.UTF_8));
        byte[] separator = between.getBytes(StandardCharsets.UTF_8);
        for (MetricFamily family : families) {
            if (all.size() > 1) {
                all.add(separator);
            }
            family.cut();
            all.addAll(family.pieces);
        }
        var text =
                ByteBuffer.allocate(all.stream().mapToInt(piece -> piece.length).sum());
        all.forEach(text::put);
        return text.array();
    }

    /// @param labels what [#label] gives, with commas between
    public void sample(String labels, long value) {
        begin(labels).append(value);
        end();
    }

    /// The same for a number in thousandths.
    public void sampleMillis(String labels, long millis) {
        begin(labels).append(millis / 1_000);
        if (millis % 1_000 != 0) {
            text.append('.').append(1_000 + millis % 1_000).deleteCharAt(text.length() - 4);
        }
        end();
    }

    private StringBuilder begin(String labels) {
        return text.append(name).append('{').append(labels).append("} ");
    }

    private void end() {
        text.append('\n');
        if (text.length() >= PIECE) {
            cut();
        }
    }

    private void cut() {
        pieces.add(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
