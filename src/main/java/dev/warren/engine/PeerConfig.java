package dev.warren.engine;

import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an engine is told about one peer: the server side of it.
///
/// @param endpoint where to reach it, resolved; null keeps what the engine has learnt from the peer's own packets
/// @param persistentKeepalive 0–65,535 seconds, 0 for off
/// @param allowedIps networks that may come from and go to this peer; a network belongs to one peer at a time,
/// the last
/// one told
/// @param responder never dialled: it has to begin every handshake
public record PeerConfig(
        PublicKey publicKey,
        @Nullable PresharedKey presharedKey,
        @Nullable InetSocketAddress endpoint,
        int persistentKeepalive,
        List<IpPrefix> allowedIps,
        boolean responder) {

    public PeerConfig {
        if (persistentKeepalive < 0 || persistentKeepalive > 65_535) {
            throw new IllegalArgumentException(
                    "persistent keepalive %d: must be 0 to 65535 seconds".formatted(persistentKeepalive));
        }
        if (endpoint != null && endpoint.isUnresolved()) {
            throw new IllegalArgumentException("endpoint %s: not resolved".formatted(endpoint));
        }
        allowedIps = List.copyOf(allowedIps);
    }
}
