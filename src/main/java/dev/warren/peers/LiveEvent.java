package dev.warren.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.warren.web.Language;
import dev.warren.web.Sentences;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns the peers of one moment into an event: everybody for those who begin to listen, and for the others what has
/// changed since the moment before.
final class LiveEvent {

    private final ObjectMapper json;
    private final Language language;
    private Map<UUID, LivePeer> told = new HashMap<>();

    LiveEvent(ObjectMapper json, Language language) {
        this.json = json;
        this.language = language;
    }

    String everything(List<LivePeer> all, PeerSums sums) {
        return text(all, sums, false);
    }

    String changes(List<LivePeer> all, PeerSums sums) {
        return text(all, sums, true);
    }

    /// From now on changes are changes since `all`.
    void told(List<LivePeer> all) {
        Map<UUID, LivePeer> now = HashMap.newHashMap(all.size());
        all.forEach(peer -> now.put(peer.id(), peer));
        told = now;
    }

    private String text(List<LivePeer> all, PeerSums sums, boolean changesOnly) {
        ObjectNode event = json.createObjectNode();
        ObjectNode figures = json.createObjectNode();
        for (LivePeer peer : all) {
            ObjectNode changed = figures(peer, changesOnly ? told.get(peer.id()) : null);
            if (!changed.isEmpty()) {
                figures.set(peer.id().toString(), changed);
            }
        }
        if (!figures.isEmpty()) {
            event.set("peers", figures);
        }
        if (changesOnly) {
            gone(all, event);
        }
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

    /// What has changed since `before`; everything if that is null. The member itself may have changed too, which
    /// pages don't follow live.
    private ObjectNode figures(LivePeer now, @Nullable LivePeer before) {
        ObjectNode figures = json.createObjectNode();
        if (before == null || !now.status().equals(before.status())) {
            figures.put("state", now.status().state().key())
                    .put("label", now.status().state().label())
                    .put("reason", Sentences.in(language, now.status().reason()));
        }
        put(figures, "rx", before == null ? null : before.receiveRate(), now.receiveRate());
        put(figures, "tx", before == null ? null : before.transmitRate(), now.transmitRate());
        put(figures, "rxTotal", before == null ? null : before.receiveTotal(), now.receiveTotal());
        put(figures, "txTotal", before == null ? null : before.transmitTotal(), now.transmitTotal());
        Instant seen = now.latestHandshake();
        if (seen != null && (before == null || !seen.equals(before.latestHandshake()))) {
            figures.put("seen", seen.getEpochSecond());
        }
        if (now.endpoint() != null && (before == null || !now.endpoint().equals(before.endpoint()))) {
            figures.put("endpoint", now.endpoint());
        }
        return figures;
    }

    private static void put(ObjectNode figures, String name, @Nullable Number before, Number now) {
        long figure = Math.round(now.doubleValue());
        if (before == null || Math.round(before.doubleValue()) != figure) {
            figures.put(name, figure);
        }
    }
}
