import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was measured, and the table that it makes.
final class Results {
    private final Map<String, Map<Contender, List<Double>>> values = new LinkedHashMap<>();

    void note(Contender contender, String what, double value) {
        System.err.printf(Locale.ROOT, "  %s: %s%n", what, number(value));
        values.computeIfAbsent(what, w -> new LinkedHashMap<>())
                .computeIfAbsent(contender, c -> new ArrayList<>())
                .add(value);
    }

    /// @param command by which it can be had again
    /// @param base the one to which the ratios are
    String table(String command, Contender base, Contender other) throws IOException {
        StringBuilder out = new StringBuilder();
        out.append("\n## Peers, ").append(LocalDate.now()).append("\n\n`").append(command).append("`, ").append(cpu());
        out.append(", ").append(Peers.processors()).append(" processors, Linux ").append(System.getProperty("os.version"));
        out.append("; medians, with the least and the most in brackets.\n\n| What | ").append(base.name()).append(" | ");
        out.append(other.name()).append(" | ratio |\n|---|---:|---:|---:|\n");
        values.forEach((what, by) -> {
            List<Double> ours = by.getOrDefault(other, List.of());
            List<Double> theirs = by.getOrDefault(base, List.of());
            out.append("| ").append(what).append(" | ").append(cell(theirs)).append(" | ").append(cell(ours)).append(" | ");
            out.append(ours.isEmpty() || theirs.isEmpty() ? "–" : number(median(ours) / median(theirs))).append(" |\n");
        });
        return out.toString();
    }

    private static String cell(List<Double> values) {
        if (values.isEmpty()) {
            return "–";
        }
        double least = values.stream().mapToDouble(v -> v).min().orElseThrow();
        double most = values.stream().mapToDouble(v -> v).max().orElseThrow();
        return number(median(values)) + " [" + number(least) + ", " + number(most) + "]";
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(double value) {
        String form = Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }

    private static String cpu() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.replaceFirst(".*: ", ""))
                .orElse("unknown processor");
    }
}
