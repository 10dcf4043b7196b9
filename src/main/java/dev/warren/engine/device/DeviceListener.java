package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Told what happens in a device, by whichever thread it happens on and maybe under a peer's lock; has to return at
/// once and may not throw.
public interface DeviceListener {
    /// Tells nobody.
    DeviceListener SILENT = new DeviceListener() {};

    /// A handshake is complete and confirmed.
    default void handshakeCompleted(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {}

    /// A peer has completed a handshake that wasn't here before.
    default void came(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {}

    /// A peer that was here isn't any more.
    default void went(PublicKey peer, Departure reason, @Nullable Instant latestHandshake, Instant at) {}

    /// An authenticated packet came from another address or port than the last one.
    default void endpointChanged(PublicKey peer, InetSocketAddress endpoint, Instant at) {}

    /// The device now sends and receives through this one.
    default void bound(Bind bind) {}
}
