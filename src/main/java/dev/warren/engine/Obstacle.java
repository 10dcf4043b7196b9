package dev.warren.engine;

import dev.warren.engine.tun.LinuxTun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What keeps a machine from running engines.
final class Obstacle {
    private Obstacle() {}

    /// One sentence that says how to give what is missing; empty if nothing is. Makes no interface to find out.
    static Optional<String> find() {
        Path device = Path.of("/dev/net/tun");
        if (!Files.exists(device)) {
            return Optional.of(
                    "There is no /dev/net/tun, so no tunnel can be made: load the kernel module \"tun\", or give the"
                            + " container the device (docker: --device /dev/net/tun).");
        }
        return LinuxTun.refusal()
                .map(("This process may not make network interfaces (%s): give it the capability NET_ADMIN (docker:"
                        + " --cap-add NET_ADMIN, systemd: AmbientCapabilities=CAP_NET_ADMIN).")::formatted);
    }
}
