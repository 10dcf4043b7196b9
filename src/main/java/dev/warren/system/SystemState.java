package dev.warren.system;

import dev.warren.doctor.DatabaseState;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.TunnelFigures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the system page shows.
record SystemState(Program program, @Nullable Database database, List<Engine> engines, Events events, String logLevel) {

    /// The process.
    ///
    /// @param started   when it began
    /// @param java      version and vendor
    /// @param memory    bytes of the heap in use, and at most
    record Program(
            String version,
            Instant started,
            String java,
            String machine,
            int processors,
            long memory,
            long memoryLimit) {}

    /// @param version of the server
    /// @param address  where it listens
    /// @param embedded whether it is the one that Warren brings
    /// @param size     bytes of everything in it
    record Database(String version, String address, boolean embedded, long size) {

        private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql://([^?]*).*");

        static Database of(Connection connection, boolean embedded) throws SQLException {
            var state = DatabaseState.of(connection);
            var address = ADDRESS.matcher(connection.getMetaData().getURL()).replaceFirst("$1");
            return new Database(state.version(), address, embedded, state.bytes());
        }
    }

    /// The stream of events.
    ///
    /// @param waiting   that are not in the database yet
    /// @param listeners who follow them at this moment
    record Events(int waiting, int listeners) {}

    /// A counter that says something.
    record Count(String name, long count) {}

    /// The engine of one interface.
    record Engine(
            String name,
            boolean running,
            @Nullable String trouble,
            List<Count> handshakes,
            List<Count> drops,
            List<Count> others) {

        private static final String DROP = "drop_";
        private static final String HANDSHAKE = "handshakes_";

        static Engine of(TunnelFigures tunnel) {
            return new Engine(
                    tunnel.name(),
                    tunnel.running(),
                    tunnel.trouble(),
                    counts(tunnel.counters(), HANDSHAKE),
                    counts(tunnel.counters(), DROP).stream()
                            .filter(drop -> drop.count() > 0)
                            .sorted(Comparator.comparingLong(Count::count).reversed())
                            .toList(),
                    tunnel.counters().entrySet().stream()
                            .filter(counter -> !counter.getKey().startsWith(DROP)
                                    && !counter.getKey().startsWith(HANDSHAKE))
                            .map(counter -> new Count(counter.getKey(), counter.getValue()))
                            .toList());
        }

        private static List<Count> counts(Map<String, Long> counters, String prefix) {
            return counters.entrySet().stream()
                    .filter(counter -> counter.getKey().startsWith(prefix))
                    .map(counter -> new Count(counter.getKey().substring(prefix.length()), counter.getValue()))
                    .toList();
        }
    }

    /// Every level, to choose from.
    public List<String> levels() {
        return List.of("error", "warn", "info", "debug");
    }

    static List<Engine> engines(Snapshot snapshot) {
        return snapshot.tunnels().values().stream()
                .sorted(Comparator.comparing(TunnelFigures::name))
                .map(Engine::of)
                .toList();
    }
}
