package dev.warren.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Live figures as they change, made once a second for all who see the same: everybody's, and those of each user.
@ApplicationScoped
class LiveFeed {

    /// More than this unread, and a listener is sent away; it comes back and begins anew.
    private static final int LONGEST_QUEUE = 8;

    private final LivePeers peers;
    private final SnapshotClock snapshots;
    private final ObjectMapper json;
    private final Map<Optional<UUID>, Audience> audiences = new ConcurrentHashMap<>();

    /// Those who see the same peers.
    private static final class Audience {

        private final Set<MultiEmitter<? super String>> listeners = ConcurrentHashMap.newKeySet();
        private final Set<MultiEmitter<? super String>> newcomers = ConcurrentHashMap.newKeySet();

        /// Of the thread of the snapshots.
        private final LiveEvent event;

        Audience(ObjectMapper json) {
            event = new LiveEvent(json);
        }

        void join(MultiEmitter<? super String> emitter) {
            emitter.onTermination(() -> {
                newcomers.remove(emitter);
                listeners.remove(emitter);
            });
            newcomers.add(emitter);
        }

        boolean isEmpty() {
            return listeners.isEmpty() && newcomers.isEmpty();
        }

        void tell(List<LivePeer> all) {
            if (!listeners.isEmpty()) {
                String changes = event.changes(all);
                listeners.forEach(listener -> listener.emit(changes));
            }
            if (!newcomers.isEmpty()) {
                String everything = event.everything(all);
                for (MultiEmitter<? super String> newcomer : newcomers) {
                    newcomer.emit(everything);
                    listeners.add(newcomer);
                    newcomers.remove(newcomer);
                    if (newcomer.isCancelled()) {
                        listeners.remove(newcomer);
                    }
                }
            }
            event.told(all);
        }

        void end() {
            listeners.forEach(MultiEmitter::complete);
            newcomers.forEach(MultiEmitter::complete);
        }
    }

    LiveFeed(LivePeers peers, SnapshotClock snapshots, ObjectMapper json) {
        this.peers = peers;
        this.snapshots = snapshots;
        this.json = json;
    }

    void begin(@Observes StartupEvent event) {
        snapshots.listen(this::tell);
    }

    void end(@Observes ShutdownEvent event) {
        audiences.values().forEach(Audience::end);
    }

    /// @param owner whose peers alone are told; null for everybody's
    Multi<String> events(@Nullable UUID owner) {
        return Multi.createFrom()
                .<String>emitter(
                        emitter -> audiences.compute(Optional.ofNullable(owner), (key, known) -> {
                            Audience audience = known == null ? new Audience(json) : known;
                            audience.join(emitter);
                            return audience;
                        }),
                        LONGEST_QUEUE);
    }

    private void tell(Snapshot snapshot) {
        for (Optional<UUID> owner : audiences.keySet()) {
            Audience audience = audiences.computeIfPresent(owner, (key, known) -> known.isEmpty() ? null : known);
            if (audience != null) {
                audience.tell(owner.map(peers::of).orElseGet(peers::all));
            }
        }
    }
}
