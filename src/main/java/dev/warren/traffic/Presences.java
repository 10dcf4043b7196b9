package dev.warren.traffic;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is there, told from one look at all peers a second: a plain state machine without a clock of its own.
///
/// A peer comes with a handshake. It goes when it has made none for a while, and then it went when it was last heard
/// of; or at once, when it may not connect any more. What the clock has been set back behind counts as now.
final class Presences {

    /// A peer at one moment.
    ///
    /// @param receiveBytes grows with everything that is heard of it
    record Seen(
            UUID id,
            boolean admitted,
            @Nullable Instant handshake,
            long receiveBytes,
            @Nullable InetSocketAddress endpoint) {}

    /// What has changed since the look before.
    sealed interface Change {

        UUID peer();

        record Came(UUID peer, Instant at, @Nullable InetSocketAddress endpoint) implements Change {}

        record Moved(UUID peer, @Nullable InetSocketAddress endpoint) implements Change {}

        /// @param at when it was last heard of
        record Went(UUID peer, Instant at) implements Change {}
    }

    private static final class Presence {

        private Instant heard;
        private long receiveBytes;
        private @Nullable InetSocketAddress endpoint;

        Presence(Instant heard, long receiveBytes, @Nullable InetSocketAddress endpoint) {
            this.heard = heard;
            this.receiveBytes = receiveBytes;
            this.endpoint = endpoint;
        }
    }

    private final Duration onlineFor;
    private final Map<UUID, Presence> present = new HashMap<>();

    Presences(Duration onlineFor) {
        this.onlineFor = onlineFor;
    }

    /// Goes on with a presence of the process before.
    void resume(UUID peer, Instant heard, @Nullable InetSocketAddress endpoint) {
        present.put(peer, new Presence(heard, 0, endpoint));
    }

    List<Change> look(Instant now, List<Seen> all) {
        List<Change> changes = new ArrayList<>();
        for (Seen seen : all) {
            Presence presence = present.get(seen.id());
            if (presence == null) {
                if (seen.admitted() && isFresh(seen.handshake(), now)) {
                    Instant began = Objects.requireNonNull(seen.handshake());
                    present.put(seen.id(), new Presence(began, seen.receiveBytes(), seen.endpoint()));
                    changes.add(new Change.Came(seen.id(), began, seen.endpoint()));
                }
            } else {
                follow(seen, presence, now, changes);
            }
        }
        return changes;
    }

    /// Forgets all but these, of whom nobody wants to know any more.
    void retain(Set<UUID> peers) {
        present.keySet().retainAll(peers);
    }

    boolean isPresent(UUID peer) {
        return present.containsKey(peer);
    }

    private void follow(Seen seen, Presence presence, Instant now, List<Change> changes) {
        presence.heard = earlier(presence.heard, now);
        if (seen.receiveBytes() != presence.receiveBytes) {
            presence.receiveBytes = seen.receiveBytes();
            presence.heard = later(presence.heard, now);
        }
        if (seen.handshake() != null && !seen.handshake().isAfter(now)) {
            presence.heard = later(presence.heard, seen.handshake());
        }
        if (!seen.admitted()) {
            leave(seen, presence, changes);
        } else if (!isFresh(presence.heard, now)) {
            leave(seen, presence, changes);
        } else if (seen.endpoint() != null && !seen.endpoint().equals(presence.endpoint)) {
            presence.endpoint = seen.endpoint();
            changes.add(new Change.Moved(seen.id(), seen.endpoint()));
        }
    }

    private void leave(Seen seen, Presence presence, List<Change> changes) {
        present.remove(seen.id());
        changes.add(new Change.Went(seen.id(), presence.heard));
    }

    /// What is ahead of the clock was before it was set back, and nobody can say how long ago that is.
    private boolean isFresh(@Nullable Instant at, Instant now) {
        return at != null && !at.isAfter(now) && Duration.between(at, now).compareTo(onlineFor) <= 0;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
