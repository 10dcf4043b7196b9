package dev.warren.peers;

import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.PublicEndpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A peer as somebody wishes it to be, every value checked by itself. The fields are those of [Peer].
///
/// @param publicKey the peer's own; null for a generated pair, or the key that it has
/// @param presharedKey whether there is to be one; one that is there stays
/// @param ipv4 address chosen by hand; null for the next free one, or the one it has
/// @param ipv6 likewise
record PeerDraft(
        String name,
        String notes,
        List<String> tags,
        @Nullable UUID ownerId,
        @Nullable PublicKey publicKey,
        boolean presharedKey,
        @Nullable InetAddress ipv4,
        @Nullable InetAddress ipv6,
        ClientSettings client,
        IpPrefixes networks,
        @Nullable PublicEndpoint peerEndpoint,
        boolean responder,
        AccessTerms access) {}
