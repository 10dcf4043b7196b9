package dev.warren.engine;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.device.PeerUpdate;
import dev.warren.engine.device.Prefix;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an engine is told about one peer: the server side of it.
///
/// @param endpoint where to reach it; null keeps what the engine has learnt from the peer's own packets. An
/// unresolved one stands for its host name: the engine has it resolved, and again whenever the peer can't be reached.
/// See [EndpointText#parse].
/// @param persistentKeepalive 0–65,535 seconds, 0 for off
/// @param allowedIps networks that may come from and go to this peer; a network belongs to one peer at a time, the
/// last one told
/// @param responder never dialled, and its endpoint's name never resolved: it has to begin every handshake
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
        if (endpoint != null && endpoint.getPort() == 0) {
            throw new IllegalArgumentException("endpoint %s: the port has to be 1 to 65535".formatted(endpoint));
        }
        allowedIps = List.copyOf(allowedIps);
    }

    /// Whether its endpoint is told by a host name.
    public boolean isNamed() {
        return endpoint != null && endpoint.isUnresolved();
    }

    /// What the device has to be told to make the peer this one.
    ///
    /// @param before what it was told last, or null
    PeerUpdate updateFrom(@Nullable PeerConfig before) {
        PeerUpdate update = new PeerUpdate(publicKey)
                .presharedKey(presharedKey)
                .responder(responder)
                .replaceAllowedIps();
        if (before == null || before.persistentKeepalive != persistentKeepalive) {
            update.persistentKeepalive(persistentKeepalive);
        }
        if (endpoint != null && !endpoint.isUnresolved() && (before == null || !endpoint.equals(before.endpoint))) {
            update.endpoint(Endpoint.of(endpoint));
        }
        for (IpPrefix allowed : allowedIps) {
            update.allow(Prefix.of(allowed.address().getAddress(), allowed.length()));
        }
        return update;
    }
}
