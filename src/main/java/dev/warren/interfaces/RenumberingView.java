package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A renumbering as the API shows it.
///
/// @param conflicts sentences about what makes it impossible
/// @param peers     how many peers get another address, and need their configuration anew
@Schema(name = "Renumbering")
record RenumberingView(
        boolean possible,
        List<String> conflicts,
        RangesView before,
        RangesView after,
        long peers,
        List<MoveView> moves) {

    /// The server's addresses with the prefix lengths of the ranges; null without that family.
    @Schema(name = "Ranges")
    record RangesView(@Nullable String ipv4, @Nullable String ipv6) {

        static RangesView of(Renumbering.Ranges ranges) {
            return new RangesView(text(ranges.ipv4()), text(ranges.ipv6()));
        }
    }

    /// @param samePlace whether the peer has the same place in the new range as in the old one
    @Schema(name = "RenumberedPeer")
    record MoveView(
            UUID id,
            String name,
            @Nullable String oldIpv4,
            @Nullable String newIpv4,
            @Nullable String oldIpv6,
            @Nullable String newIpv6,
            boolean samePlace) {

        static MoveView of(Renumbering.Move move) {
            return new MoveView(
                    move.peer().id(),
                    move.peer().name(),
                    text(move.peer().ipv4()),
                    text(move.ipv4()),
                    text(move.peer().ipv6()),
                    text(move.ipv6()),
                    move.samePlace());
        }
    }

    static RenumberingView of(Renumbering renumbering) {
        return new RenumberingView(
                renumbering.isPossible(),
                renumbering.conflicts(),
                RangesView.of(renumbering.before()),
                RangesView.of(renumbering.after()),
                renumbering.changed(),
                renumbering.isPossible()
                        ? renumbering.moves().stream()
                                .filter(Renumbering.Move::changes)
                                .map(MoveView::of)
                                .toList()
                        : List.of());
    }

    private static @Nullable String text(@Nullable IpPrefix prefix) {
        return prefix == null ? null : IpText.of(prefix);
    }

    private static @Nullable String text(@Nullable InetAddress address) {
        return address == null ? null : IpText.of(address);
    }
}
