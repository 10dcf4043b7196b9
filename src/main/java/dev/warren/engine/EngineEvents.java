package dev.warren.engine;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.device.DeviceListener;
import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands what happens in the device to whoever listens to the engine.
final class EngineEvents implements DeviceListener {
    private final List<Consumer<EngineEvent>> listeners = new CopyOnWriteArrayList<>();

    void add(Consumer<EngineEvent> listener) {
        listeners.add(listener);
    }

    @Override
    public void handshakeCompleted(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {
        tell(new EngineEvent.HandshakeCompleted(peer, endpoint, at));
    }

    @Override
    public void endpointChanged(PublicKey peer, InetSocketAddress endpoint) {
        tell(new EngineEvent.EndpointChanged(peer, endpoint));
    }

    @Override
    public void bound(Bind bind) {
        // Which socket it is doesn't matter outside.
    }

    private void tell(EngineEvent event) {
        for (Consumer<EngineEvent> listener : listeners) {
            listener.accept(event);
        }
    }
}
