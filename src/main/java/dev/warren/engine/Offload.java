package dev.warren.engine;

/// Whether the engine lets the kernel cut and join packets for it (TSO, USO, GSO, GRO).
public enum Offload {
    /// Wherever the kernel has it and isn't known to get it wrong.
    AUTO,
    /// Wherever the kernel has it, known faults or not.
    ON,
    /// Nowhere: one system call's packet is one packet.
    OFF
}
