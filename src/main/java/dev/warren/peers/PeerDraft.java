package dev.warren.peers;

import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.DnsServers;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.PublicEndpoint;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A peer as somebody wishes it to be, every value checked by itself. The fields are those of [Peer].
///
/// @param publicKey the peer's own; null for a generated pair. Of a peer that exists, keys don't change
/// @param presharedKey whether a new peer gets one
/// @param ipv4 address chosen by hand; null for the next free one, or the one it has
/// @param ipv6 likewise
public record PeerDraft(
        String name,
        String notes,
        @Nullable PublicKey publicKey,
        boolean presharedKey,
        @Nullable InetAddress ipv4,
        @Nullable InetAddress ipv6,
        @Nullable IpPrefixes allowedIps,
        @Nullable DnsServers dns,
        @Nullable Integer mtu,
        @Nullable Integer keepalive,
        @Nullable PublicEndpoint endpoint,
        IpPrefixes networks,
        boolean enabled,
        @Nullable Instant expiresAt) {}
