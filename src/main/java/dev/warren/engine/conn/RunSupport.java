package dev.warren.engine.conn;

import dev.warren.engine.linux.KernelRelease;

/// Which kernels pass runs of datagrams, and which of them damage them.
final class RunSupport {

    private RunSupport() {}

    /// May runs be sent with `UDP_SEGMENT`?
    static boolean sends(Gso gso, KernelRelease kernel) {
        return switch (gso) {
            case OFF -> false;
            case ON -> true;
            case AUTO -> !damages(kernel);
        };
    }

    /// May arriving datagrams be joined with `UDP_GRO`? Kernels before 5.12 have it too, but with bugs.
    static boolean receives(Gso gso, KernelRelease kernel) {
        return switch (gso) {
            case OFF -> false;
            case ON -> true;
            case AUTO -> kernel.atLeast(5, 12, 0);
        };
    }

    /// From 7.0 (b10b446) until 7.1.5 (78effd8, 5f17ae0) header and checksum of a run's last datagram are wrong.
    private static boolean damages(KernelRelease kernel) {
        return kernel.atLeast(7, 0, 0) && !kernel.atLeast(7, 1, 5);
    }
}
