package dev.warren.engine.conn;

/// Whether runs of datagrams pass the kernel as one.
public enum Gso {
    /// Where the kernel can and is not known to damage them.
    AUTO,
    /// Also on kernels that are known to damage them.
    ON,
    /// Never, in neither direction.
    OFF
}
