package dev.warren.engine;

/// Which routes an interface brings along.
public enum Routes {
    /// One for each allowed IP that the interface's own addresses don't cover.
    AUTO,
    /// None.
    OFF
}
