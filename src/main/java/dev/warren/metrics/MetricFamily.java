package dev.warren.metrics;

/// One family of samples in Prometheus' text format, version 0.0.4.
///
/// Put together by hand: there are thousands of samples in every answer, and an object for each would cost more than
/// all
/// the rest of it.
public final class MetricFamily {

    private final String name;
    private final StringBuilder text = new StringBuilder();

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

    /// @param labels what [#label] gives, with commas between
    public void sample(String labels, long value) {
        begin(labels).append(value).append('\n');
    }

    /// The same for a number in thousandths.
    public void sampleMillis(String labels, long millis) {
        begin(labels).append(millis / 1_000);
        if (millis % 1_000 != 0) {
            text.append('.').append(1_000 + millis % 1_000).deleteCharAt(text.length() - 4);
        }
        text.append('\n');
    }

    private StringBuilder begin(String labels) {
        return text.append(name).append('{').append(labels).append("} ");
    }

    /// The family with all its samples.
    @Override
    public String toString() {
        return text.toString();
    }
}
