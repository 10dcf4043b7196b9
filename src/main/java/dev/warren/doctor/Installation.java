package dev.warren.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What is known of Warren on this machine.
///
/// @param data where it keeps its data
/// @param webPort where its pages are
/// @param ipv6 false: WARREN_INTERFACES_DISABLE_IPV6 is set
/// @param server process id of the running server; empty if none runs
/// @param networks its interfaces, as far as the database could tell
/// @param troubles what the running engine complains of, as sentences
record Installation(
        Path data, int webPort, boolean ipv6, OptionalLong server, List<Network> networks, List<String> troubles) {

    Installation with(List<Network> known) {
        return new Installation(data, webPort, ipv6, server, known, troubles);
    }

    boolean isRunning() {
        return server.isPresent();
    }

    /// The interfaces that are to run.
    List<Network> enabled() {
        return networks.stream().filter(Network::enabled).toList();
    }

    /// Those of them with IPv6.
    List<Network> enabledWithIpv6() {
        return ipv6 ? enabled().stream().filter(Network::ipv6).toList() : List.of();
    }
}
