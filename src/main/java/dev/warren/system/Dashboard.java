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
    /// @param by     who did it; empty for what happened by itself
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
            int at = event.detail().lastIndexOf(BY);
            var detail = at < 0 ? event.detail() : event.detail().substring(0, at);
            var by = at < 0 ? "" : event.detail().substring(at + BY.length());
            return new Line(event, detail.equals(key) ? "" : detail, by, gone ? null : link);
        }
    }

    static List<LivePeer> busiest(List<LivePeer> peers) {
        return peers.stream().sorted(BY_TRAFFIC).limit(BUSIEST).toList();
    }
}
