package dev.warren.peers;

import dev.warren.engine.PeerConfig;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.IpText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A peer as the [Roster] keeps it in memory: what lists show, and what the engine is told. No page or API answer gets
/// hold of a secret through it.
///
/// @param version counts the changes of the row that this was made from
/// @param allowedIps own, or null if inherited; dns, mtu, keepalive and endpoint likewise
public record Member(
        UUID id,
        long number,
        UUID interfaceId,
        long version,
        String name,
        String notes,
        PublicKey key,
        String publicKey,
        @Nullable String ipv4,
        @Nullable String ipv6,
        @Nullable List<String> allowedIps,
        @Nullable List<String> dns,
        @Nullable Integer mtu,
        @Nullable Integer keepalive,
        @Nullable String endpoint,
        List<String> networks,
        boolean enabled,
        @Nullable Instant expiresAt,
        Instant createdAt,
        Instant updatedAt,
        Secret secret) {

    /// What the engine needs and nobody else may see.
    static final class Secret {

        private final PeerConfig config;

        private Secret(PeerConfig config) {
            this.config = config;
        }

        @Override
        public String toString() {
            return "…";
        }
    }

    static Member of(Peer peer) {
        return new Member(
                peer.id(),
                peer.number(),
                peer.wg().id(),
                peer.version(),
                peer.name(),
                peer.notes(),
                PublicKey.parse(peer.publicKey()),
                peer.publicKey(),
                peer.ipv4() == null ? null : IpText.of(peer.ipv4()),
                peer.ipv6() == null ? null : IpText.of(peer.ipv6()),
                peer.allowedIps() == null ? null : peer.allowedIps().texts(),
                peer.dns() == null ? null : peer.dns().entries(),
                peer.mtu(),
                peer.keepalive(),
                Objects.toString(peer.endpoint(), null),
                peer.networks().texts(),
                peer.enabled(),
                peer.expiresAt(),
                peer.createdAt(),
                peer.updatedAt(),
                new Secret(peer.engineConfig(null)));
    }

    /// What the engine is told.
    PeerConfig config() {
        return secret.config;
    }

    /// Whether it may connect at `now`.
    public boolean isAdmitted(Instant now) {
        return enabled && (expiresAt == null || now.isBefore(expiresAt));
    }

    PeerStatus status(@Nullable Instant latestHandshake, Instant now, Duration onlineFor) {
        return PeerStatus.of(enabled, expiresAt, latestHandshake, now, onlineFor);
    }
}
