package dev.warren.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.database.DatabaseAccess;
import dev.warren.database.DatabaseSettings;
import dev.warren.database.DatabaseUnavailable;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `warren doctor [--json]`: the examination from the command line, whether the server runs or not.
///
/// @param settings the variables by name
public record DoctorCommand(Function<String, Optional<String>> settings, PrintStream out) {

    private static final int HEALTHY = 0;
    private static final int ILL = 1;
    private static final int WRONG_USAGE = 2;

    /// Returns the exit code: 0 unless there is an error, 1 if there is, 2 for options that are none.
    public int run(List<String> options) {
        boolean json = options.equals(List.of("--json"));
        if (!options.isEmpty() && !json) {
            out.println("warren: doctor takes --json and nothing else.");
            return WRONG_USAGE;
        }
        var report = examine();
        out.print(json ? json(report) : text(report));
        return report.worst() == Severity.ERROR ? ILL : HEALTHY;
    }

    private Report examine() {
        var machine = Machine.real();
        var examination = new Examination(machine, InstantSource.system());
        var database = DatabaseSettings.of(settings);
        var warren = new Installation(
                database.data(),
                settings.apply("quarkus.http.port").map(Integer::valueOf).orElseThrow(),
                !settings.apply("warren.interfaces.disable-ipv6")
                        .map(Boolean::valueOf)
                        .orElse(false),
                new RunningServer(machine).find(),
                List.of(),
                List.of());
        try (var access = DatabaseAccess.open(database).orElse(null)) {
            return access == null
                    ? examination.of(warren, List.of(noneYet(database)))
                    : examination.of(warren, access::connect);
        } catch (DatabaseUnavailable e) {
            return examination.of(warren, List.of(Finding.error("database", "", String.valueOf(e.getMessage()))));
        }
    }

    private static Finding noneYet(DatabaseSettings database) {
        return Finding.note(
                "database",
                "",
                "There is no database in %s yet."
                        .formatted(database.data().toAbsolutePath().normalize()),
                "The first start makes it. If there should be one, set WARREN_DATA to where it is.");
    }

    private static String text(Report report) {
        var text = new StringBuilder();
        for (var finding : report.parted()) {
            String what = finding.subject().isEmpty() ? finding.id() : finding.id() + " " + finding.subject();
            text.append("%-8s %-16s %s%n".formatted(finding.severity().word(), what, finding.found()));
            if (!finding.remedy().isEmpty()) {
                text.append("%-25s → %s%n".formatted("", finding.remedy()));
            }
        }
        return text.toString();
    }

    private static String json(Report report) {
        var findings = report.parted().stream()
                .map(finding -> Map.of(
                        "id", finding.id(),
                        "subject", finding.subject(),
                        "severity", finding.severity().word(),
                        "found", finding.found(),
                        "remedy", finding.remedy()))
                .toList();
        try {
            return new ObjectMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(Map.of(
                                    "at", report.at().toString(),
                                    "worst", report.worst().word(),
                                    "findings", findings))
                    + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new AssertionError("texts can be written", e);
        }
    }
}
