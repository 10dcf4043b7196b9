package dev.warren.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A peer with its live figures, as pages and answers show it.
///
/// @param at when it was so
/// @param endpoint where it is or was last, `address:port`
/// @param receiveTotal bytes from the peer
/// @param transmitTotal bytes to the peer
/// @param receiveRate bytes a second
/// @param transmitRate bytes a second
/// @param countedFrom when somebody set its totals to zero; null if they count all its life
/// @param quotaUsed bytes of this period that count for its quota; 0 without one
public record LivePeer(
        Instant at,
        Member member,
        PeerStatus status,
        @Nullable String endpoint,
        @Nullable Instant latestHandshake,
        long receiveTotal,
        long transmitTotal,
        double receiveRate,
        double transmitRate,
        @Nullable Instant countedFrom,
        long quotaUsed) {

    public UUID id() {
        return member.id();
    }

    public String name() {
        return member.name();
    }

    /// How long ago the last handshake was; null if there was none.
    public @Nullable Duration age() {
        return latestHandshake == null ? null : Duration.between(latestHandshake, at);
    }

    /// Whether the server lets it in.
    public boolean isAdmitted() {
        return status.state().isAdmitted();
    }

    public boolean isOnline() {
        return status.state() == PeerStatus.State.ONLINE;
    }
}
