package dev.warren.database;

/// What a committed transaction survives.
public enum Durability {
    /// A power failure. What a server runs with.
    FULL,
    /// The end of a process, but no power failure. For tests, which throw their data away.
    NONE
}
