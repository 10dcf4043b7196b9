package dev.warren.peers;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the database knows of a peer's traffic: the totals that are shown, because they can't go backwards any more.
///
/// @param countNumber which count these totals belong to: one more each time somebody sets them to zero
/// @param countedFrom when they were set to zero last; null if they count all the peer's life
public record Standing(
        long receiveBytes,
        long transmitBytes,
        @Nullable Instant latestHandshake,
        @Nullable InetSocketAddress endpoint,
        int countNumber,
        @Nullable Instant countedFrom) {

    static final Standing NONE = new Standing(0, 0, null, null, 0, null);
}
