package dev.warren.peers;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.Subject;
import dev.warren.interfaces.IpText;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the audit log keeps of a peer.
record PeerFacts(
        String name,
        String notes,
        List<String> tags,
        @Nullable UUID owner,
        String publicKey,
        boolean withPresharedKey,
        String ipv4,
        String ipv6,
        @Nullable String allowedIps,
        @Nullable String dns,
        @Nullable Integer mtu,
        @Nullable Integer keepalive,
        @Nullable String endpoint,
        String preUp,
        String postUp,
        String preDown,
        String postDown,
        String killSwitch,
        String networks,
        @Nullable String peerEndpoint,
        boolean responder,
        boolean enabled,
        @Nullable Instant expiresAt,
        @Nullable String zone,
        @Nullable String hours,
        @Nullable Quota quota)
        implements AuditFacts {

    static PeerFacts of(Peer peer) {
        ClientSettings client = peer.client();
        AccessTerms access = peer.access();
        return new PeerFacts(
                peer.name(),
                peer.notes(),
                peer.tags(),
                peer.ownerId(),
                peer.publicKey(),
                peer.presharedKey() != null,
                text(peer.ipv4()),
                text(peer.ipv6()),
                Objects.toString(client.allowedIps(), null),
                Objects.toString(client.dns(), null),
                client.mtu(),
                client.keepalive(),
                client.chosenEndpoint(),
                client.preUp(),
                client.postUp(),
                client.preDown(),
                client.postDown(),
                Words.of(client.killSwitch()),
                peer.networks().toString(),
                Objects.toString(peer.peerEndpoint(), null),
                peer.responder(),
                access.enabled(),
                access.expiresAt(),
                Objects.toString(access.zone(), null),
                Objects.toString(access.hours(), null),
                access.quota());
    }

    static Subject subject(Peer peer) {
        return new Subject("peer", peer.id().toString(), peer.name());
    }

    static Subject subject(Member member) {
        return new Subject("peer", member.id().toString(), member.name());
    }

    private static String text(@Nullable InetAddress address) {
        return address == null ? "" : IpText.of(address);
    }
}
