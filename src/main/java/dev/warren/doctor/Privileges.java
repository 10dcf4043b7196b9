package dev.warren.doctor;

import dev.warren.engine.Engine;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The device that tunnels are made of, and the right to make them.
///
/// @param obstacle what the engine says that keeps it from making a tunnel
record Privileges(Supplier<Optional<String>> obstacle) implements Check {

    private static final int CAP_NET_ADMIN = 12;

    Privileges() {
        this(Engine::obstacle);
    }

    @Override
    public Stream<Finding> look(Machine machine, Installation warren) {
        return Stream.of(tun(machine, warren), capabilities(machine, warren));
    }

    private static Finding tun(Machine machine, Installation warren) {
        var device = machine.path("/dev/net/tun");
        if (!Files.exists(device)) {
            return Finding.error(
                    "tun",
                    "",
                    "There is no /dev/net/tun, so no tunnel can be made.",
                    "Load the kernel module with modprobe tun, or give the container the device (docker: --device /dev/net/tun).");
        }
        // The server's account is another one than the caller's, perhaps; its engine tells in that case.
        if (!warren.isRunning() && !(Files.isReadable(device) && Files.isWritable(device))) {
            return Finding.error(
                    "tun",
                    "",
                    "This account can't open /dev/net/tun.",
                    "Let every account open it, which gives nobody a right (chmod 666 /dev/net/tun), or run Warren as root.");
        }
        return Finding.ok("tun", "", "/dev/net/tun is there.");
    }

    /// Of the server where one runs: whoever calls the doctor may have more rights or fewer.
    private Finding capabilities(Machine machine, Installation warren) {
        String process =
                warren.server().isPresent() ? String.valueOf(warren.server().getAsLong()) : "self";
        boolean capable = machine.rows("/proc/" + process + "/status")
                .filter(row -> row.length == 2 && row[0].equals("CapEff:"))
                .mapToLong(row -> Long.parseUnsignedLong(row[1], 16))
                .anyMatch(capabilities -> (capabilities >> CAP_NET_ADMIN & 1) == 1);
        if (!capable) {
            return Finding.error(
                    "capabilities",
                    "",
                    warren.isRunning()
                            ? "Warren runs without the capability NET_ADMIN, so it can make no tunnel."
                            : "This account has not the capability NET_ADMIN, which Warren needs for its tunnels.",
                    "Give it to Warren (docker: --cap-add NET_ADMIN, systemd: AmbientCapabilities=CAP_NET_ADMIN), or run Warren as root.");
        }
        // The rules of containers and security modules are not in any capability: only trying tells.
        return (warren.isRunning() ? Optional.<String>empty() : obstacle.get())
                .map(sentence -> Finding.error("capabilities", "", sentence))
                .orElseGet(() -> Finding.ok("capabilities", "", "Warren may make tunnels (NET_ADMIN)."));
    }
}
