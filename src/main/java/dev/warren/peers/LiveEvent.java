package dev.warren.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns the peers of one moment into an event: everybody for those who begin to listen, and for the others what has
/// changed since the moment before.
final class LiveEvent {

    private final ObjectMapper json;
    private Map<UUID, LivePeer> told = new HashMap<>();

    LiveEvent(ObjectMapper json) {
        this.json = json;
    }

    String everything(List<LivePeer> all) {
        return text(all, false);
    }

    String changes(List<LivePeer> all) {
        return text(all, true);
    }

    /// From now on changes are changes since `all`.
    void told(List<LivePeer> all) {
        Map<UUID, LivePeer> now = HashMap.newHashMap(all.size());
        all.forEach(peer -> now.put(peer.id(), peer));
        told = now;
    }

    private String text(List<LivePeer> all, boolean changesOnly) {
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
        if (changesOnly) {
            gone(all, event);
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

    private void gone(List<LivePeer> all, ObjectNode event) {
        Map<UUID, LivePeer> gone = new HashMap<>(told);
        all.forEach(peer -> gone.remove(peer.id()));
        if (!gone.isEmpty()) {
            ArrayNode ids = event.putArray("gone");
            gone.keySet().forEach(id -> ids.add(id.toString()));
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
