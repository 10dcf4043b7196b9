package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;

/// Opens what a device sends and receives through.
@FunctionalInterface
public interface Binds {
    /// @param port UDP port, 0 for a free one
    /// @param mark routing mark of what is sent, 0 for none
    /// @throws dev.warren.engine.linux.ErrnoException if the kernel refuses, for instance because the port is taken
    Bind open(int port, int mark);
}
