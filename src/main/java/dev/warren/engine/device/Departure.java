package dev.warren.engine.device;

/// Why a peer isn't here any more.
public enum Departure {
    /// For 180 seconds it has completed no new handshake, so its session has run out.
    SILENT,
    /// It was removed from the device.
    REMOVED,
    /// The device was taken down.
    STOPPED
}
