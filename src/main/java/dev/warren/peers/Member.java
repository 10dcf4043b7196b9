package dev.warren.peers;

import dev.warren.engine.PeerConfig;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.PublicEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A peer as the [Roster] keeps it in memory: what lists show, and what the engine is told. No page or API answer gets
/// hold of a secret through it.
///
/// @param version counts the changes of the row that this was made from
/// @param ownerId the user whose it is; null for nobody's
/// @param ownKey whether it keeps its private key to itself
/// @param presharedKey whether it has one
/// @param client its own settings; what is null there is inherited
/// @param allowedIps those of its own worked out, or null if inherited
/// @param peerEndpoint where the server reaches it; null if it has to come by itself
public record Member(
        UUID id,
        long number,
        UUID interfaceId,
        long version,
        String name,
        String notes,
        List<String> tags,
        @Nullable UUID ownerId,
        PublicKey key,
        String publicKey,
        boolean ownKey,
        boolean presharedKey,
        @Nullable String ipv4,
        @Nullable String ipv6,
        ClientSettings client,
        @Nullable List<String> allowedIps,
        List<String> networks,
        @Nullable PublicEndpoint peerEndpoint,
        boolean responder,
        AccessTerms access,
        Instant createdAt,
        Instant updatedAt,
        Secret secret)
        implements Comparable<Member> {

    /// What the engine needs and nobody else may see; and the name as it is sorted.
    static final class Secret {

        private final PeerConfig config;
        private final String sortedAs;

        private Secret(PeerConfig config, String name) {
            this.config = config;
            this.sortedAs = name.toLowerCase(Locale.ROOT);
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
                peer.tags(),
                peer.ownerId(),
                PublicKey.parse(peer.publicKey()),
                peer.publicKey(),
                peer.privateKey() == null,
                peer.presharedKey() != null,
                peer.ipv4() == null ? null : IpText.of(peer.ipv4()),
                peer.ipv6() == null ? null : IpText.of(peer.ipv6()),
                peer.client(),
                peer.allowedIps() == null ? null : peer.allowedIps().texts(),
                peer.networks().texts(),
                peer.peerEndpoint(),
                peer.responder(),
                peer.access(),
                peer.createdAt(),
                peer.updatedAt(),
                new Secret(peer.engineConfig(), peer.name()));
    }

    /// The same as nobody's.
    Member withoutOwner() {
        return new Member(
                id,
                number,
                interfaceId,
                version,
                name,
                notes,
                tags,
                null,
                key,
                publicKey,
                ownKey,
                presharedKey,
                ipv4,
                ipv6,
                client,
                allowedIps,
                networks,
                peerEndpoint,
                responder,
                access,
                createdAt,
                updatedAt,
                secret);
    }

    /// What the engine is told; without an endpoint unless somebody has given one.
    PeerConfig config() {
        return secret.config;
    }

    public @Nullable List<String> dns() {
        return client.dns() == null ? null : client.dns().entries();
    }

    public @Nullable Integer mtu() {
        return client.mtu();
    }

    public @Nullable Integer keepalive() {
        return client.keepalive();
    }

    public @Nullable String endpoint() {
        return client.chosenEndpoint();
    }

    /// Commands of its machine, one a line; empty for none. The other hooks likewise.
    public String preUp() {
        return client.preUp();
    }

    public String postUp() {
        return client.postUp();
    }

    public String preDown() {
        return client.preDown();
    }

    public String postDown() {
        return client.postDown();
    }

    public boolean enabled() {
        return access.enabled();
    }

    public @Nullable Instant expiresAt() {
        return access.expiresAt();
    }

    /// By name, whatever its case.
    @Override
    public int compareTo(Member other) {
        int byName = secret.sortedAs.compareTo(other.secret.sortedAs);
        return byName == 0 ? id.compareTo(other.id) : byName;
    }
}
