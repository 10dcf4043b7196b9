package dev.warren.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Looks at everything, one thing after the other. Whatever breaks off one look leaves the others.
final class Examination {

    private static final String NO_DATABASE = "The database does not answer (%s).";

    /// The way to the database.
    @FunctionalInterface
    interface Database {
        Connection open() throws SQLException;
    }

    private final Machine machine;
    private final InstantSource clock;
    private final TimeOfDay time;
    private final List<Check> checks;

    Examination(Machine machine, InstantSource clock) {
        this.machine = machine;
        this.clock = clock;
        this.time = new TimeOfDay(clock);
        this.checks =
                List.of(new Privileges(), new Ports(), new Passage(), new Endpoints(), new Uplink(), time, new Disk());
    }

    Report of(Installation warren, Database database) {
        var findings = new ArrayList<Finding>();
        var known = warren;
        try (var connection = database.open()) {
            var state = DatabaseState.of(connection);
            findings.addAll(state.findings());
            time.compare(state.now(), state.lastWritten()).forEach(findings::add);
            if (hasNetworks(connection)) {
                known = warren.with(Network.all(connection));
            }
        } catch (SQLException e) {
            findings.add(Finding.error(
                    "database", "", NO_DATABASE.formatted(firstLine(e)), "Start it, or correct WARREN_DATABASE_URL."));
        }
        return of(known, findings);
    }

    /// The rest, where nothing can be asked of the database.
    ///
    /// @param before what was found out already
    Report of(Installation warren, List<Finding> before) {
        var findings = new ArrayList<>(before);
        for (var check : checks) {
            findings.addAll(look(check, warren));
        }
        warren.troubles().forEach(sentence -> findings.add(Finding.error("engine", "", sentence)));
        return new Report(clock.instant(), findings);
    }

    private List<Finding> look(Check check, Installation warren) {
        try (Stream<Finding> found = check.look(machine, warren)) {
            return found.toList();
        } catch (RuntimeException e) {
            System.getLogger(Examination.class.getName()).log(System.Logger.Level.WARNING, "a look failed", e);
            return List.of(Finding.warning(
                    "doctor",
                    "",
                    "%s could not be looked at (%s).".formatted(check.getClass().getSimpleName(), e),
                    ""));
        }
    }

    private static boolean hasNetworks(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select to_regclass('wg_interface') is not null")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("\\.$", "");
    }
}
