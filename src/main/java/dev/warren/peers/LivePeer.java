package dev.warren.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A peer with its live figures, as pages and answers show it.
///
/// @param at when it was so
/// @param endpoint where it is or was last, `address:port`
/// @param receiveTotal bytes from the peer, all its life
/// @param transmitTotal bytes to the peer, all its life
/// @param receiveRate bytes a second
/// @param transmitRate bytes a second
public record LivePeer(
        Instant at,
        Member member,
        PeerStatus status,
        @Nullable String endpoint,
        @Nullable Instant latestHandshake,
        long receiveTotal,
        long transmitTotal,
        double receiveRate,
        double transmitRate) {

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

    public boolean isOnline() {
        return status.state() == PeerStatus.State.ONLINE;
    }
}
