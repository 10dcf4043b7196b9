package dev.warren.peers;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the database knows of a peer's traffic: the totals that are shown, because they can't go backwards any more.
public record Standing(
        long receiveBytes,
        long transmitBytes,
        @Nullable Instant latestHandshake,
        @Nullable InetSocketAddress endpoint) {

    static final Standing NONE = new Standing(0, 0, null, null);
}
