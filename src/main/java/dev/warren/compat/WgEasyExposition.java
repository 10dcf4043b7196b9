package dev.warren.compat;

import dev.warren.metrics.MetricFamily;
import dev.warren.peers.LivePeer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// The text that wg-easy's Grafana dashboard reads: its names, its labels in its order, and its meanings.
final class WgEasyExposition {

    private final MetricFamily configured = MetricFamily.gauge("wireguard_configured_peers", "Peers");
    private final MetricFamily enabled = MetricFamily.gauge("wireguard_enabled_peers", "Peers that may connect");
    private final MetricFamily connected =
            MetricFamily.gauge("wireguard_connected_peers", "Peers with a handshake in the last ten minutes");
    private final MetricFamily sent = MetricFamily.counter("wireguard_sent_bytes", "Bytes sent to the peer");
    private final MetricFamily received =
            MetricFamily.counter("wireguard_received_bytes", "Bytes received from the peer");
    private final MetricFamily handshakes = MetricFamily.gauge(
            "wireguard_latest_handshake_seconds", "Seconds since the last handshake, 0 if there was none");

    void add(String interfaceName, List<LivePeer> peers, long enabledPeers, long connectedPeers) {
        String wg = MetricFamily.label("interface", interfaceName);
        configured.sample(wg, peers.size());
        enabled.sample(wg, enabledPeers);
        connected.sample(wg, connectedPeers);
        for (LivePeer peer : peers) {
            String labels = wg + ",enabled=\"" + WgEasyMetrics.isEnabled(peer)
                    + "\",ipv4Address=\"" + Objects.toString(peer.member().ipv4(), "")
                    + "\",ipv6Address=\"" + Objects.toString(peer.member().ipv6(), "")
                    + "\"," + MetricFamily.label("name", peer.name());
            sent.sample(labels, peer.transmitTotal());
            received.sample(labels, peer.receiveTotal());
            handshakes.sampleMillis(labels, age(peer));
        }
    }

    /// In UTF-8.
    byte[] text() {
        return MetricFamily.text("", "\n", List.of(configured, enabled, connected, sent, received, handshakes));
    }

    /// In milliseconds, 0 for never.
    private static long age(LivePeer peer) {
        Duration age = WgEasyMetrics.isEnabled(peer) ? peer.age() : null;
        return age == null ? 0 : Math.max(0, age.toMillis());
    }
}
