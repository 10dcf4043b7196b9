package dev.warren.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.warren.accounts.Roles;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The one stream of events of a page: live figures as they change, made once a second for all who listen.
@Path("/live")
@ApplicationScoped
class LiveEvents {

    /// More than this unread, and a listener is sent away; its browser comes back and begins anew.
    private static final int LONGEST_QUEUE = 8;

    private final LivePeers peers;
    private final SnapshotClock snapshots;
    private final ObjectMapper json;
    private final Set<MultiEmitter<? super String>> listeners = ConcurrentHashMap.newKeySet();
    private final Set<MultiEmitter<? super String>> newcomers = ConcurrentHashMap.newKeySet();
    private Map<UUID, LivePeer> told = new HashMap<>();

    LiveEvents(LivePeers peers, SnapshotClock snapshots, ObjectMapper json) {
        this.peers = peers;
        this.snapshots = snapshots;
        this.json = json;
    }

    void begin(@Observes StartupEvent event) {
        snapshots.listen(this::tell);
    }

    void end(@Observes ShutdownEvent event) {
        listeners.forEach(MultiEmitter::complete);
        newcomers.forEach(MultiEmitter::complete);
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Multi<String> live() {
        return Multi.createFrom()
                .<String>emitter(
                        emitter -> {
                            emitter.onTermination(() -> {
                                newcomers.remove(emitter);
                                listeners.remove(emitter);
                            });
                            newcomers.add(emitter);
                        },
                        LONGEST_QUEUE);
    }

    /// Runs on the thread of the snapshots only.
    private void tell(Snapshot snapshot) {
        if (listeners.isEmpty() && newcomers.isEmpty()) {
            return;
        }
        List<LivePeer> all = peers.all();
        if (!listeners.isEmpty()) {
            String changes = event(all, true);
            listeners.forEach(listener -> listener.emit(changes));
        }
        if (!newcomers.isEmpty()) {
            String everything = event(all, false);
            for (MultiEmitter<? super String> newcomer : newcomers) {
                newcomer.emit(everything);
                listeners.add(newcomer);
                newcomers.remove(newcomer);
                if (newcomer.isCancelled()) {
                    listeners.remove(newcomer);
                }
            }
        }
        Map<UUID, LivePeer> now = HashMap.newHashMap(all.size());
        all.forEach(peer -> now.put(peer.id(), peer));
        told = now;
    }

    private String event(List<LivePeer> all, boolean changesOnly) {
        ObjectNode event = json.createObjectNode();
        ObjectNode figures = json.createObjectNode();
        for (LivePeer peer : all) {
            if (!changesOnly || !looksLike(peer, told.get(peer.id()))) {
                figures.set(peer.id().toString(), figures(peer));
            }
        }
        if (!figures.isEmpty()) {
            event.set("peers", figures);
        }
        PeerSums sums = PeerSums.of(all);
        event.put("online", sums.online())
                .put("total", sums.total())
                .put("rx", Math.round(sums.receiveRate()))
                .put("tx", Math.round(sums.transmitRate()))
                .put("rxTotal", sums.receiveTotal())
                .put("txTotal", sums.transmitTotal());
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new AssertionError("an event is text and numbers", e);
        }
    }

    private ObjectNode figures(LivePeer peer) {
        ObjectNode figures = json.createObjectNode()
                .put("state", peer.status().state().key())
                .put("label", peer.status().state().label())
                .put("reason", peer.status().reason())
                .put("rx", Math.round(peer.receiveRate()))
                .put("tx", Math.round(peer.transmitRate()))
                .put("rxTotal", peer.receiveTotal())
                .put("txTotal", peer.transmitTotal());
        if (peer.latestHandshake() != null) {
            figures.put("seen", peer.latestHandshake().getEpochSecond());
        }
        if (peer.endpoint() != null) {
            figures.put("endpoint", peer.endpoint());
        }
        return figures;
    }

    /// Whether nothing has changed that is shown. The member itself may have, which pages don't follow live.
    private static boolean looksLike(LivePeer now, @Nullable LivePeer before) {
        return before != null
                && now.status().equals(before.status())
                && now.receiveRate() == before.receiveRate()
                && now.transmitRate() == before.transmitRate()
                && now.receiveTotal() == before.receiveTotal()
                && now.transmitTotal() == before.transmitTotal()
                && Objects.equals(now.latestHandshake(), before.latestHandshake())
                && Objects.equals(now.endpoint(), before.endpoint());
    }
}
