package dev.warren.interfaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The network device that leads to everywhere.
final class DefaultDevice {

    private static final String ZEROES = "0".repeat(32);
    private static final String LOOPBACK = "lo";

    private DefaultDevice() {}

    /// Its name by the kernel's main routing table, IPv4 first; empty if nothing leads everywhere.
    static Optional<String> name() {
        return name(Path.of("/proc/net/route"), Path.of("/proc/net/ipv6_route"));
    }

    static Optional<String> name(Path ipv4, Path ipv6) {
        // Iface Destination Gateway Flags RefCnt Use Metric Mask …; destination length … device
        return rows(ipv4)
                .filter(row -> row.length > 7 && row[1].equals("00000000") && row[7].equals("00000000"))
                .map(row -> row[0])
                .findFirst()
                .or(() -> rows(ipv6)
                        .filter(row -> row.length > 9 && row[0].equals(ZEROES) && row[1].equals("00"))
                        .map(row -> row[9])
                        .filter(device -> !device.equals(LOOPBACK))
                        .findFirst());
    }

    private static Stream<String[]> rows(Path table) {
        try {
            return Files.readAllLines(table).stream().map(line -> line.strip().split("\\s+"));
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
