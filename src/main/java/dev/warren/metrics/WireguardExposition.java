package dev.warren.metrics;

import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.TunnelFigures;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.peers.Quota;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/// Peers and engines as `/q/metrics` has them, made anew from the newest snapshot for every scrape.
@ApplicationScoped
class WireguardExposition {

    private static final String DROP = "drop_";
    private static final String HANDSHAKE = "handshakes_";

    private final LivePeers peers;
    private final SnapshotClock snapshots;

    WireguardExposition(LivePeers peers, SnapshotClock snapshots) {
        this.peers = peers;
        this.snapshots = snapshots;
    }

    /// @param head what stands before them
    byte[] text(String head) {
        Snapshot snapshot = snapshots.latest();
        return MetricFamily.text(
                head,
                "",
                Stream.concat(peerFamilies(peers.all(), snapshot), tunnelFamilies(snapshot))
                        .toList());
    }

    private static Stream<MetricFamily> peerFamilies(List<LivePeer> peers, Snapshot snapshot) {
        var receive = MetricFamily.counter(
                "wireguard_peer_receive_bytes_total", "Bytes received from the peer, all its life");
        var transmit =
                MetricFamily.counter("wireguard_peer_transmit_bytes_total", "Bytes sent to the peer, all its life");
        var handshake = MetricFamily.gauge(
                "wireguard_peer_last_handshake_seconds", "Unix time of the last handshake, 0 if there was none");
        var up = MetricFamily.gauge("wireguard_peer_up", "1 if the peer is online");
        var used = MetricFamily.gauge(
                "wireguard_peer_quota_used_bytes", "Bytes of this period that count for the peer's quota");
        var limit = MetricFamily.gauge("wireguard_peer_quota_limit_bytes", "The peer's quota in this period");
        var tags = MetricFamily.gauge("wireguard_peer_tag_info", "1 for every tag of a peer");
        for (LivePeer peer : peers) {
            TunnelFigures tunnel = snapshot.tunnels().get(peer.member().interfaceId());
            String labels = MetricFamily.label("interface", tunnel == null ? "" : tunnel.name())
                    + ','
                    + MetricFamily.label("name", peer.name())
                    + ','
                    + MetricFamily.label("public_key", peer.member().publicKey());
            receive.sample(labels, peer.receiveTotal());
            transmit.sample(labels, peer.transmitTotal());
            handshake.sampleMillis(
                    labels,
                    peer.latestHandshake() == null ? 0 : peer.latestHandshake().toEpochMilli());
            up.sample(labels, peer.isOnline() ? 1 : 0);
            Quota quota = peer.member().access().quota();
            if (quota != null) {
                used.sample(labels, peer.quotaUsed());
                limit.sample(labels, quota.bytes());
            }
            for (String tag : peer.member().tags()) {
                tags.sample(labels + ',' + MetricFamily.label("tag", tag), 1);
            }
        }
        return Stream.of(receive, transmit, handshake, up, used, limit, tags);
    }

    private static Stream<MetricFamily> tunnelFamilies(Snapshot snapshot) {
        var device = MetricFamily.gauge("wireguard_device_info", "1 for every interface of this server");
        var up = MetricFamily.gauge("wireguard_device_up", "1 if its engine runs");
        var drops = MetricFamily.counter(
                "wireguard_engine_dropped_packets_total", "Packets that the engine refused since it started");
        var handshakes = MetricFamily.counter(
                "wireguard_engine_handshakes_total", "Handshakes since the engine started, by what became of them");
        var events = MetricFamily.counter(
                "wireguard_engine_events_total", "What else the engine has counted since it started");
        for (TunnelFigures tunnel : snapshot.tunnels().values()) {
            String wg = MetricFamily.label("interface", tunnel.name());
            device.sample(wg, 1);
            up.sample(wg, tunnel.running() ? 1 : 0);
            tunnel.counters().forEach((counter, count) -> {
                if (counter.startsWith(DROP)) {
                    drops.sample(wg + ',' + MetricFamily.label("reason", counter.substring(DROP.length())), count);
                } else if (counter.startsWith(HANDSHAKE)) {
                    handshakes.sample(
                            wg + ',' + MetricFamily.label("kind", counter.substring(HANDSHAKE.length())), count);
                } else {
                    events.sample(wg + ',' + MetricFamily.label("event", counter), count);
                }
            });
        }
        return Stream.of(device, up, drops, handshakes, events);
    }
}
