package dev.warren.engine.tunnel;

import dev.warren.endtoend.Eventually;
import dev.warren.endtoend.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An iperf3 client and its server at the two ends of a tunnel. What has to pass is counted in bytes, never in time.
final class Stream {
    private static final int PORT = 5201;

    private Stream() {}

    static void tcp(Namespace from, Namespace to, String address, int streams, String bytes) {
        run(from, to, address, bytes, List.of("-P", String.valueOf(streams)));
    }

    /// As much as the machine can send; what has no room may be lost, but must not stop anything.
    static void udp(Namespace from, Namespace to, String address, String bytes) {
        run(from, to, address, bytes, List.of("-u", "-b", "0"));
    }

    private static void run(Namespace from, Namespace to, String address, String bytes, List<String> options) {
        Process server = to.start("iperf3", "-s", "-1", "-B", address, "-p", String.valueOf(PORT));
        Eventually.within(
                Duration.ofSeconds(10),
                "iperf3 listens",
                () -> to.run("ss", "-Hltn", "sport", "=", ":" + PORT).contains(":" + PORT));
        List<String> command = new ArrayList<>(List.of("iperf3", "-Z", "-n", bytes, "-c", address));
        command.addAll(List.of("-p", String.valueOf(PORT)));
        command.addAll(options);
        from.run(command.toArray(String[]::new));
        Eventually.within(Duration.ofSeconds(30), "iperf3's server ends", () -> !server.isAlive());
    }
}
