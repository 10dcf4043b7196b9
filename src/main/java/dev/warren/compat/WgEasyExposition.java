package dev.warren.compat;

import dev.warren.peers.LivePeer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// The text that wg-easy's Grafana dashboard reads: its names, its labels in its order, and its meanings.
final class WgEasyExposition {

    private final Family configured = new Family("wireguard_configured_peers", "gauge", "Peers");
    private final Family enabled = new Family("wireguard_enabled_peers", "gauge", "Peers that may connect");
    private final Family connected =
            new Family("wireguard_connected_peers", "gauge", "Peers with a handshake in the last ten minutes");
    private final Family sent = new Family("wireguard_sent_bytes", "counter", "Bytes sent to the peer");
    private final Family received = new Family("wireguard_received_bytes", "counter", "Bytes received from the peer");
    private final Family handshakes = new Family(
            "wireguard_latest_handshake_seconds", "gauge", "Seconds since the last handshake, 0 if there was none");

    void add(String interfaceName, List<LivePeer> peers, long enabledPeers, long connectedPeers) {
        String wg = "interface=\"" + escaped(interfaceName) + "\"";
        configured.sample(wg, String.valueOf(peers.size()));
        enabled.sample(wg, String.valueOf(enabledPeers));
        connected.sample(wg, String.valueOf(connectedPeers));
        for (LivePeer peer : peers) {
            // Put together by hand: there are thousands of these in every answer.
            String labels = wg + ",enabled=\"" + WgEasyMetrics.isEnabled(peer)
                    + "\",ipv4Address=\"" + Objects.toString(peer.member().ipv4(), "")
                    + "\",ipv6Address=\"" + Objects.toString(peer.member().ipv6(), "")
                    + "\",name=\"" + escaped(peer.name()) + "\"";
            sent.sample(labels, String.valueOf(peer.transmitTotal()));
            received.sample(labels, String.valueOf(peer.receiveTotal()));
            handshakes.sample(labels, age(peer));
        }
    }

    @Override
    public String toString() {
        return String.join(
                "\n", configured.text, enabled.text, connected.text, sent.text, received.text, handshakes.text);
    }

    private static String age(LivePeer peer) {
        Duration age = WgEasyMetrics.isEnabled(peer) ? peer.age() : null;
        if (age == null) {
            return "0";
        }
        long millis = Math.max(0, age.toMillis());
        return millis / 1_000 + "." + String.valueOf(1_000 + millis % 1_000).substring(1);
    }

    /// As the exposition format has it; a quotation mark in a name would else end the label.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static final class Family {

        private final String name;
        private final StringBuilder text = new StringBuilder();

        Family(String name, String type, String help) {
            this.name = name;
            text.append("# HELP %1$s %2$s\n# TYPE %1$s %3$s\n".formatted(name, help, type));
        }

        void sample(String labels, String value) {
            text.append(name)
                    .append('{')
                    .append(labels)
                    .append("} ")
                    .append(value)
                    .append('\n');
        }
    }
}
