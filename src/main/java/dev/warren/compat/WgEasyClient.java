package dev.warren.compat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.peers.LivePeer;
import dev.warren.peers.Member;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A peer as wg-easy's list has it. What is null there is null here: settings that are inherited, and the live side of
/// a
/// peer that the server does not let in.
///
/// @param oneTimeLink always null: a link is told once, to whoever makes it
@JsonInclude(JsonInclude.Include.ALWAYS)
record WgEasyClient(
        long id,
        String interfaceId,
        String name,
        String description,
        boolean enabled,
        String ipv4Address,
        String ipv6Address,
        String publicKey,
        @JsonFormat(pattern = MILLIS, timezone = "UTC") Instant createdAt,
        @JsonFormat(pattern = MILLIS, timezone = "UTC") Instant updatedAt,

        @JsonFormat(pattern = MILLIS, timezone = "UTC") @Nullable Instant expiresAt,

        @Nullable List<String> allowedIps,
        List<String> serverAllowedIps,
        int persistentKeepalive,
        int mtu,
        @Nullable List<String> dns,
        @Nullable String serverEndpoint,

        @JsonFormat(pattern = MILLIS, timezone = "UTC") @Nullable Instant latestHandshakeAt,

        @Nullable String endpoint,
        long transferRx,
        long transferTx,
        String preUp,
        String postUp,
        String preDown,
        String postDown,
        @Nullable String oneTimeLink) {

    /// What `Date.toISOString()` of JavaScript writes.
    static final String MILLIS = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

    /// What a peer inherits, and the name of its interface.
    record Defaults(String interfaceName, int mtu, int keepalive) {}

    static WgEasyClient of(LivePeer peer, Defaults defaults) {
        Member member = peer.member();
        boolean admitted = peer.isAdmitted();
        return new WgEasyClient(
                member.number(),
                defaults.interfaceName(),
                member.name(),
                member.notes(),
                admitted,
                Objects.toString(member.ipv4(), ""),
                Objects.toString(member.ipv6(), ""),
                member.publicKey(),
                member.createdAt(),
                member.updatedAt(),
                member.expiresAt(),
                member.allowedIps(),
                member.networks(),
                member.keepalive() == null ? defaults.keepalive() : member.keepalive(),
                member.mtu() == null ? defaults.mtu() : member.mtu(),
                member.dns(),
                member.endpoint(),
                admitted ? peer.latestHandshake() : null,
                admitted ? peer.endpoint() : null,
                peer.receiveTotal(),
                peer.transmitTotal(),
                member.preUp(),
                member.postUp(),
                member.preDown(),
                member.postDown(),
                null);
    }
}
