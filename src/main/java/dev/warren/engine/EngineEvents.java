package dev.warren.engine;

import dev.warren.engine.device.Departure;
import dev.warren.engine.device.DeviceListener;
import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hands what happens in the device to whoever listens to the engine.
final class EngineEvents implements DeviceListener, AutoCloseable {
    private final String name;
    private final List<EventFeed> feeds = new CopyOnWriteArrayList<>();
    private final LongAdder lost = new LongAdder();
    private volatile boolean closed;

    /// @param name the interface's
    EngineEvents(String name) {
        this.name = name;
    }

    /// @param drops how many packets were dropped so far, by reason
    Subscription listen(Consumer<EngineEvent> listener, Supplier<Map<String, Long>> drops) {
        EventFeed feed = new EventFeed(listener, drops, lost, feeds::remove);
        feeds.add(feed);
        if (closed) {
            feed.close();
        }
        return feed.start("warren-" + name + "-events");
    }

    /// Events that listeners were too slow for.
    long lost() {
        return lost.sum();
    }

    void tell(EngineEvent event) {
        for (EventFeed feed : feeds) {
            feed.offer(event);
        }
    }

    @Override
    public void handshakeCompleted(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {
        tell(new EngineEvent.HandshakeCompleted(peer, endpoint, at));
    }

    @Override
    public void came(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {
        tell(new EngineEvent.PeerCame(peer, endpoint, at));
    }

    @Override
    public void went(PublicKey peer, Departure reason, @Nullable Instant latestHandshake, Instant at) {
        tell(new EngineEvent.PeerWent(peer, EngineEvent.PeerWent.Reason.valueOf(reason.name()), latestHandshake, at));
    }

    @Override
    public void endpointChanged(PublicKey peer, InetSocketAddress endpoint, Instant at) {
        tell(new EngineEvent.EndpointChanged(peer, endpoint, at));
    }

    /// What was told before is still heard.
    @Override
    public void close() {
        closed = true;
        feeds.forEach(EventFeed::close);
    }
}
