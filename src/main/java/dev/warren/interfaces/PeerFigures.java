package dev.warren.interfaces;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The live figures of one peer at one moment. The same object comes again as long as nothing has changed.
///
/// @param endpoint where its last authenticated packet came from
/// @param receiveBytes from the peer since this process began; never less than before, whatever happens to the engine
/// @param transmitBytes to the peer since this process began, likewise
/// @param receiveRate bytes a second since the snapshot before
/// @param transmitRate bytes a second since the snapshot before
public record PeerFigures(
        @Nullable InetSocketAddress endpoint,
        @Nullable Instant latestHandshake,
        long receiveBytes,
        long transmitBytes,
        double receiveRate,
        double transmitRate) {

    public static final PeerFigures NONE = new PeerFigures(null, null, 0, 0, 0, 0);
}
