package dev.warren.system;

import dev.warren.events.EventLine;
import dev.warren.peers.LivePeer;
import dev.warren.peers.PeerSums;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the dashboard shows.
///
/// @param busiest those that move the most now; among those that rest, those that have moved the most
record Dashboard(PeerSums sums, List<LivePeer> busiest, List<EventLine> events, List<Interface> interfaces) {

    private static final int BUSIEST = 6;

    private static final Comparator<LivePeer> BY_TRAFFIC = Comparator.comparingDouble(
                    (LivePeer peer) -> peer.receiveRate() + peer.transmitRate())
            .thenComparingLong(peer -> peer.receiveTotal() + peer.transmitTotal())
            .reversed()
            .thenComparing(LivePeer::name);

    /// @param trouble why it does not run; null if it runs or is switched off
    record Interface(
            UUID id,
            String name,
            boolean enabled,
            boolean running,
            String endpoint,
            int online,
            int peers,
            @Nullable String trouble) {}

    static List<LivePeer> busiest(List<LivePeer> peers) {
        return peers.stream().sorted(BY_TRAFFIC).limit(BUSIEST).toList();
    }
}
