package dev.warren.metrics;

import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.TunnelFigures;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.peers.Quota;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Stream;

/// Peers and engines in `/q/metrics`, made anew from the newest snapshot for every scrape.
///
/// Peers come and go, and there may be thousands: as meters of Micrometer each of their series would be an object to
/// look after.
@ApplicationScoped
class WireguardMetrics extends Collector implements Collector.Describable {

    private static final String DROP = "drop_";
    private static final String HANDSHAKE = "handshakes_";

    private final PrometheusMeterRegistry registry;
    private final LivePeers peers;
    private final SnapshotClock snapshots;

    WireguardMetrics(PrometheusMeterRegistry registry, LivePeers peers, SnapshotClock snapshots) {
        this.registry = registry;
        this.peers = peers;
        this.snapshots = snapshots;
    }

    void begin(@Observes StartupEvent event) {
        register(registry.getPrometheusRegistry());
    }

    /// The families without their samples, so that registering them asks nobody.
    @Override
    public List<MetricFamilySamples> describe() {
        return families(List.of(), Snapshot.none());
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return families(peers.all(), snapshots.latest());
    }

    private static List<MetricFamilySamples> families(List<LivePeer> peers, Snapshot snapshot) {
        return Stream.concat(peerFamilies(peers, snapshot), tunnelFamilies(snapshot))
                .toList();
    }

    private static Stream<MetricFamilySamples> peerFamilies(List<LivePeer> peers, Snapshot snapshot) {
        List<String> names = List.of("interface", "name", "public_key");
        var receive = new CounterMetricFamily(
                "wireguard_peer_receive_bytes", "Bytes received from the peer, all its life", names);
        var transmit =
                new CounterMetricFamily("wireguard_peer_transmit_bytes", "Bytes sent to the peer, all its life", names);
        var handshake = new GaugeMetricFamily(
                "wireguard_peer_last_handshake_seconds", "Unix time of the last handshake, 0 if there was none", names);
        var up = new GaugeMetricFamily("wireguard_peer_up", "1 if the peer is online", names);
        var used = new GaugeMetricFamily(
                "wireguard_peer_quota_used_bytes", "Bytes of this period that count for the peer's quota", names);
        var limit = new GaugeMetricFamily("wireguard_peer_quota_limit_bytes", "The peer's quota in this period", names);
        var tags = new GaugeMetricFamily(
                "wireguard_peer_tag_info",
                "1 for every tag of a peer",
                List.of("interface", "name", "public_key", "tag"));
        for (LivePeer peer : peers) {
            TunnelFigures tunnel = snapshot.tunnels().get(peer.member().interfaceId());
            List<String> labels = List.of(
                    tunnel == null ? "" : tunnel.name(),
                    peer.name(),
                    peer.member().publicKey());
            receive.addMetric(labels, peer.receiveTotal());
            transmit.addMetric(labels, peer.transmitTotal());
            handshake.addMetric(
                    labels,
                    peer.latestHandshake() == null
                            ? 0
                            : peer.latestHandshake().toEpochMilli() / MILLISECONDS_PER_SECOND);
            up.addMetric(labels, peer.isOnline() ? 1 : 0);
            Quota quota = peer.member().access().quota();
            if (quota != null) {
                used.addMetric(labels, peer.quotaUsed());
                limit.addMetric(labels, quota.bytes());
            }
            for (String tag : peer.member().tags()) {
                tags.addMetric(List.of(labels.get(0), labels.get(1), labels.get(2), tag), 1);
            }
        }
        return Stream.of(receive, transmit, handshake, up, used, limit, tags);
    }

    private static Stream<MetricFamilySamples> tunnelFamilies(Snapshot snapshot) {
        var device = new GaugeMetricFamily(
                "wireguard_device_info", "1 for every interface of this server", List.of("interface"));
        var up = new GaugeMetricFamily("wireguard_device_up", "1 if its engine runs", List.of("interface"));
        var drops = new CounterMetricFamily(
                "wireguard_engine_dropped_packets",
                "Packets that the engine refused since it started",
                List.of("interface", "reason"));
        var handshakes = new CounterMetricFamily(
                "wireguard_engine_handshakes",
                "Handshakes since the engine started, by what became of them",
                List.of("interface", "kind"));
        var events = new CounterMetricFamily(
                "wireguard_engine_events",
                "What else the engine has counted since it started",
                List.of("interface", "event"));
        for (TunnelFigures tunnel : snapshot.tunnels().values()) {
            device.addMetric(List.of(tunnel.name()), 1);
            up.addMetric(List.of(tunnel.name()), tunnel.running() ? 1 : 0);
            tunnel.counters().forEach((counter, count) -> {
                if (counter.startsWith(DROP)) {
                    drops.addMetric(List.of(tunnel.name(), counter.substring(DROP.length())), count);
                } else if (counter.startsWith(HANDSHAKE)) {
                    handshakes.addMetric(List.of(tunnel.name(), counter.substring(HANDSHAKE.length())), count);
                } else {
                    events.addMetric(List.of(tunnel.name(), counter), count);
                }
            });
        }
        return Stream.of(device, up, drops, handshakes, events);
    }
}
