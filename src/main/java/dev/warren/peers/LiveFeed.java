package dev.warren.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.web.Language;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Live figures as they change, made once a second for all who see the same: everybody's, those of each user, and those
/// of the rows that a page shows.
@ApplicationScoped
class LiveFeed {

    /// More than this unread, and a listener is sent away; it comes back and begins anew.
    private static final int LONGEST_QUEUE = 8;

    private final LivePeers peers;
    private final SnapshotClock snapshots;
    private final ObjectMapper json;
    private final Map<View, Audience> audiences = new ConcurrentHashMap<>();

    /// What is seen.
    ///
    /// @param owner whose peers alone are told and summed up; empty for everybody's
    /// @param numbers of those that are told; empty for all of them
    /// @param language of the reasons of states
    private record View(Optional<UUID> owner, Optional<Set<Long>> numbers, Language language) {

        List<LivePeer> told(List<LivePeer> all) {
            return numbers.map(shown -> all.stream()
                            .filter(peer -> shown.contains(peer.member().number()))
                            .toList())
                    .orElse(all);
        }
    }

    /// Those who see the same peers.
    private static final class Audience {

        private final Set<MultiEmitter<? super String>> listeners = ConcurrentHashMap.newKeySet();
        private final Set<MultiEmitter<? super String>> newcomers = ConcurrentHashMap.newKeySet();

        /// Of the thread of the snapshots.
        private final LiveEvent event;

        Audience(ObjectMapper json, Language language) {
            event = new LiveEvent(json, language);
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

        void tell(List<LivePeer> all, PeerSums sums) {
            if (!listeners.isEmpty()) {
                String changes = event.changes(all, sums);
                listeners.forEach(listener -> listener.emit(changes));
            }
            if (!newcomers.isEmpty()) {
                String everything = event.everything(all, sums);
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
    /// @param numbers of those that are told; null for all. The sums are of all anyway
    Multi<String> events(@Nullable UUID owner, @Nullable Set<Long> numbers, Language language) {
        var view = new View(Optional.ofNullable(owner), Optional.ofNullable(numbers), language);
        return Multi.createFrom()
                .<String>emitter(
                        emitter -> audiences.compute(view, (key, known) -> {
                            Audience audience = known == null ? new Audience(json, language) : known;
                            audience.join(emitter);
                            return audience;
                        }),
                        LONGEST_QUEUE);
    }

    private void tell(Snapshot snapshot) {
        Map<Optional<UUID>, List<LivePeer>> seen = new HashMap<>();
        Map<Optional<UUID>, PeerSums> sums = new HashMap<>();
        for (View view : audiences.keySet()) {
            Audience audience = audiences.computeIfPresent(view, (key, known) -> known.isEmpty() ? null : known);
            if (audience != null) {
                List<LivePeer> all = seen.computeIfAbsent(
                        view.owner(), owner -> owner.map(peers::of).orElseGet(peers::all));
                audience.tell(view.told(all), sums.computeIfAbsent(view.owner(), owner -> PeerSums.of(all)));
            }
        }
    }
}
