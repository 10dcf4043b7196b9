package dev.warren.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/// Runs the benchmarks and prints a Markdown table of processor time per operation: median and spread of the iterations.
public final class Report {
    private Report() {}

    public static void main(String[] args) throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(15)
                .measurementTime(TimeValue.milliseconds(200))
                .forks(1)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED");
        for (String include : args.length == 0 ? new String[] {"Bench"} : args) {
            options.include(include);
        }
        Collection<RunResult> results = new Runner(options.build()).run();

        System.out.printf("%s, %s, JDK %s%n%n", LocalDate.now(), cpu(), Runtime.version());
        System.out.println("| Benchmark | Provider | Length | CPU ns | least | most |");
        System.out.println("|---|---|---:|---:|---:|---:|");
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            Statistics statistics = perOperation(result);
            System.out.printf(
                    "| %s | %s | %s | %,.0f | %,.0f | %,.0f |%n",
                    name(params.getBenchmark()),
                    param(params, "provider"),
                    param(params, "length"),
                    statistics.getPercentile(50),
                    statistics.getMin(),
                    statistics.getMax());
        }
    }

    private static Statistics perOperation(RunResult result) {
        ListStatistics statistics = new ListStatistics();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                statistics.addValue(iteration.getSecondaryResults().get("perOperation").getScore());
            }
        }
        return statistics;
    }

    private static String name(String benchmark) {
        String[] parts = benchmark.split("\\.");
        return String.join(".", Arrays.copyOfRange(parts, parts.length - 2, parts.length));
    }

    private static String param(BenchmarkParams params, String name) {
        String value = params.getParam(name);
        return value == null ? "" : value;
    }

    private static String cpu() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 2))
                .orElse("unknown CPU");
    }
}
