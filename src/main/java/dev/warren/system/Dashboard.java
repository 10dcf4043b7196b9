package dev.warren.system;

import dev.warren.events.Happened;
import dev.warren.peers.LivePeer;
import dev.warren.peers.PeerSums;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the dashboard shows.
///
/// @param busiest those that move the most now; among those that rest, those that have moved the most
record Dashboard(PeerSums sums, List<LivePeer> busiest, List<Line> events, List<Interface> interfaces) {

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

    /// Something that happened.
    ///
    /// @param detail what else there is to say; empty if that is in the kind
    /// @param by     who did what the kind says; empty where the detail tells it, and for what happened by itself
    /// @param link   where more is told of what it happened to; null if there is no such page for whoever asks
    record Line(
            Happened event,
            String detail,
            String by,
            @Nullable String link) {

        private static final String BY = " by ";

        static Line of(Happened event, boolean seesServer) {
            var id = event.subject().id();
            var link = switch (event.subject().type()) {
                case "peer" -> "/peers/" + id;
                case "interface" -> "/interfaces/" + id;
                case "user" -> seesServer && !id.isEmpty() ? "/users/" + id : null;
                default -> null;
            };
            var gone = event.kind().key().equals("deleted");
            var key = event.kind().key();
            var byWhom = key + BY;
            var plain = event.detail().startsWith(byWhom);
            return new Line(
                    event,
                    plain ? "" : event.detail(),
                    plain ? event.detail().substring(byWhom.length()) : "",
                    gone ? null : link);
        }
    }

    static List<LivePeer> busiest(List<LivePeer> peers) {
        return peers.stream().sorted(BY_TRAFFIC).limit(BUSIEST).toList();
    }
}
