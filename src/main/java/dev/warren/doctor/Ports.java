package dev.warren.doctor;

import java.util.stream.Stream;

/// Whether Warren has its ports, or can have them.
final class Ports implements Check {

    @Override
    public Stream<Finding> look(Machine machine, Installation warren) {
        var sockets = new Sockets(machine);
        return Stream.concat(
                Stream.of(web(sockets, warren)),
                warren.enabled().stream().map(network -> tunnel(sockets, warren, network)));
    }

    private static Finding web(Sockets sockets, Installation warren) {
        int port = warren.webPort();
        var taken = sockets.tcp(port);
        if (warren.isRunning() || taken.isEmpty()) {
            return Finding.ok(
                    "web",
                    "",
                    (taken.isEmpty()
                                    ? "TCP port %d, of the pages, is free."
                                    : "TCP port %d, of the pages, is Warren's.")
                            .formatted(port));
        }
        return Finding.error(
                "web",
                "",
                "TCP port %d, which Warren's pages are to have, is taken by %s.".formatted(port, owner(taken.get())),
                "Stop that, or set WARREN_PORT to another port.");
    }

    private static Finding tunnel(Sockets sockets, Installation warren, Network network) {
        int port = network.port();
        var taken = sockets.udp(port);
        if (taken.isEmpty()) {
            return warren.isRunning()
                    ? Finding.error(
                            "port",
                            network.name(),
                            "Nobody listens on UDP port %d, though %s is switched on.".formatted(port, network.name()),
                            "The page of %s says what keeps it from running.".formatted(network.name()))
                    : Finding.ok("port", network.name(), "UDP port %d is free.".formatted(port));
        }
        var holder = taken.get().holder();
        boolean isWarren = warren.isRunning()
                && holder.map(who -> who.pid() == warren.server().getAsLong()).orElse(true);
        return isWarren
                ? Finding.ok("port", network.name(), "Warren listens on UDP port %d.".formatted(port))
                : Finding.error(
                        "port",
                        network.name(),
                        "UDP port %d, which %s is to have, is taken by %s."
                                .formatted(port, network.name(), owner(taken.get())),
                        "Stop that, or give %s another port.".formatted(network.name()));
    }

    private static String owner(Sockets.Taken taken) {
        return taken.holder()
                .map(who -> "%s (process %d)".formatted(who.name(), who.pid()))
                .orElse("the kernel, as by a WireGuard interface of wg-quick, or by a process of another account");
    }
}
