package dev.warren.compat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.compat.WgEasyClient.Defaults;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.WgInterface;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.peers.Member;
import dev.warren.peers.Roster;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds peers for wg-easy's API: by the numbers that it has for ids, and all of them at once.
@ApplicationScoped
class WgEasyDirectory {

    private final Roster roster;
    private final LivePeers live;
    private final SnapshotClock snapshots;
    private final ObjectMapper json;
    private volatile @Nullable Kept kept;

    /// The whole list as it was written last. Dashboards ask for it all the time, and it changes once a second.
    private record Kept(Snapshot snapshot, long changes, byte[] list) {}

    WgEasyDirectory(Roster roster, LivePeers live, SnapshotClock snapshots, ObjectMapper json) {
        this.roster = roster;
        this.live = live;
        this.snapshots = snapshots;
        this.json = json;
    }

    /// The peer with this number, or with this UUID.
    ///
    /// @throws Rejection if there is none
    Member member(String id) {
        try {
            return (id.matches("\\d{1,18}") ? roster.withNumber(Long.parseLong(id)) : roster.find(UUID.fromString(id)))
                    .orElseThrow(WgEasyDirectory::unknown);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    @Transactional
    WgEasyClient client(UUID id) {
        return client(live.get(id), defaults());
    }

    @Transactional
    byte[] list(@Nullable String filter, boolean descending) {
        String wanted = filter == null ? "" : filter.strip().toLowerCase(Locale.ROOT);
        boolean whole = wanted.isEmpty() && !descending;
        Snapshot snapshot = snapshots.latest();
        long changes = roster.changes();
        Kept last = kept;
        if (whole && last != null && last.snapshot() == snapshot && last.changes() == changes) {
            return last.list();
        }
        Map<UUID, Defaults> defaults = defaults();
        List<WgEasyClient> clients = new ArrayList<>();
        for (LivePeer peer : live.all()) {
            if (matches(peer.member(), wanted)) {
                clients.add(client(peer, defaults));
            }
        }
        if (descending) {
            Collections.reverse(clients);
        }
        byte[] list = write(clients);
        if (whole) {
            kept = new Kept(snapshot, changes, list);
        }
        return list;
    }

    private static boolean matches(Member member, String wanted) {
        return member.name().toLowerCase(Locale.ROOT).contains(wanted)
                || Objects.toString(member.ipv4(), "").contains(wanted)
                || Objects.toString(member.ipv6(), "").contains(wanted);
    }

    private static WgEasyClient client(LivePeer peer, Map<UUID, Defaults> defaults) {
        return WgEasyClient.of(peer, defaults.getOrDefault(peer.member().interfaceId(), new Defaults("", 1420, 0)));
    }

    private static Map<UUID, Defaults> defaults() {
        return WgInterface.listByName().stream()
                .collect(Collectors.toMap(
                        WgInterface::id,
                        wg -> new Defaults(
                                wg.name(), wg.clientMtu() == null ? wg.mtu() : wg.clientMtu(), wg.clientKeepalive())));
    }

    private byte[] write(List<WgEasyClient> clients) {
        try {
            return json.writeValueAsBytes(clients);
        } catch (JsonProcessingException e) {
            throw new AssertionError("clients are text and numbers", e);
        }
    }

    private static Rejection unknown() {
        return Rejection.notFound("Client not found");
    }
}
