package dev.warren.engine;

/// What became of a packet capture.
///
/// @param packets written
/// @param bytes size of the file
/// @param lost packets that came faster than they could be written
public record CaptureReport(End end, long packets, long bytes, long lost) {

    /// Why it ended.
    public enum End {
        /// It was closed.
        CLOSED,
        /// Its time was over.
        TIME,
        /// It had as many packets as it was to have.
        PACKETS,
        /// The next packet would have made it larger than it was to be.
        BYTES,
        /// The peer was removed, or the engine closed.
        PEER_REMOVED
    }
}
