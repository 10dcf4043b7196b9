package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Told what happens in a device, by whichever thread it happens on; has to return at once and may not throw.
public interface DeviceListener {
    /// Tells nobody.
    DeviceListener SILENT = new DeviceListener() {
        @Override
        public void handshakeCompleted(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {}

        @Override
        public void endpointChanged(PublicKey peer, InetSocketAddress endpoint) {}

        @Override
        public void bound(Bind bind) {}
    };

    void handshakeCompleted(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at);

    void endpointChanged(PublicKey peer, InetSocketAddress endpoint);

    /// The device now sends and receives through this one.
    void bound(Bind bind);
}
