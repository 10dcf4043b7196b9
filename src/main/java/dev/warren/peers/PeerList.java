package dev.warren.peers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of the peers that somebody looks for.
///
/// @param matches how many there are on all pages
/// @param next where the page after this one begins; null on the last one
/// @param isBeginning whether this is the first page
public record PeerList(
        PeerFilter filter,
        List<PeerRow> rows,
        long matches,
        @Nullable String next,
        boolean isBeginning) {

    /// A peer as the list shows it.
    ///
    /// @param tags with their colours
    /// @param owner the name of its user; null for nobody's
    public record PeerRow(
            LivePeer peer, List<Tags.Tag> tags, @Nullable String owner) {

        /// Whether anything stands under the name.
        public boolean isLabelled() {
            return owner != null || !tags.isEmpty();
        }
    }
}
