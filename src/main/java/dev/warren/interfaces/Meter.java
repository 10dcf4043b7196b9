package dev.warren.interfaces;

import dev.warren.engine.PeerStats;
import java.util.concurrent.TimeUnit;

/// Counts one peer through the lives of several engines, each of which begins at 0.
final class Meter {

    private long receiveBefore;
    private long transmitBefore;
    private long readAt;
    private PeerFigures figures = PeerFigures.NONE;

    PeerFigures figures() {
        return figures;
    }

    void read(PeerStats stats, long nanos) {
        long receive = receiveBefore + stats.receiveBytes();
        long transmit = transmitBefore + stats.transmitBytes();
        double seconds = (double) (nanos - readAt) / TimeUnit.SECONDS.toNanos(1);
        boolean first = readAt == 0 || seconds <= 0;
        readAt = nanos;
        var now = new PeerFigures(
                stats.endpoint(),
                stats.latestHandshake() == null ? figures.latestHandshake() : stats.latestHandshake(),
                receive,
                transmit,
                first ? 0 : (receive - figures.receiveBytes()) / seconds,
                first ? 0 : (transmit - figures.transmitBytes()) / seconds);
        if (!now.equals(figures)) {
            figures = now;
        }
    }

    /// The engine forgets this peer: what it has counted is kept, and nothing flows any more.
    void settle(PeerStats last) {
        receiveBefore += last.receiveBytes();
        transmitBefore += last.transmitBytes();
        readAt = 0;
        figures = new PeerFigures(
                last.endpoint() == null ? figures.endpoint() : last.endpoint(),
                last.latestHandshake() == null ? figures.latestHandshake() : last.latestHandshake(),
                receiveBefore,
                transmitBefore,
                0,
                0);
    }
}
