package dev.warren.delivery;

import dev.warren.peers.ClientConfig;
import dev.warren.peers.FileName;
import java.util.List;
import java.util.stream.Stream;

/// A peer as a device and a network of systemd-networkd 250 or newer (systemd.netdev(5), systemd.network(5)).
final class NetworkdUnits {

    /// Marks the tunnel's own packets, and is the number of the table that all others are routed by.
    private static final int MARK = 51820;

    private NetworkdUnits() {}

    static List<ConfigFile> files(ClientConfig config) {
        String name = FileName.of(config.peerName());
        return List.of(
                new ConfigFile(name + ".netdev", netdev(config, name)),
                new ConfigFile(name + ".network", network(config, name)));
    }

    private static String netdev(ClientConfig config, String name) {
        boolean everything = ConfigText.takesEverything(config);
        var unit = new Unit(ConfigText.head(
                config, "Readable by root and systemd-network alone, it belongs into /etc/systemd/network/"));
        unit.section("NetDev").entry("Name", name).entry("Kind", "wireguard");
        if (config.mtu() != null) {
            unit.entry("MTUBytes", config.mtu());
        }
        unit.section("WireGuard").entry("PrivateKey", config.privateKeyOrPlaceholder());
        if (everything) {
            unit.entry("FirewallMark", MARK);
        }
        unit.entry("RouteTable", everything ? MARK : "main");
        unit.section("WireGuardPeer").entry("PublicKey", config.serverKey());
        if (config.presharedKey() != null) {
            unit.entry("PresharedKey", config.presharedKey());
        }
        unit.entry("AllowedIPs", String.join(",", config.allowedIps().texts()));
        unit.entry("Endpoint", config.endpoint());
        if (config.keepalive() != 0) {
            unit.entry("PersistentKeepalive", config.keepalive());
        }
        return unit.text();
    }

    private static String network(ClientConfig config, String name) {
        boolean everything = ConfigText.takesEverything(config);
        var unit = new Unit("# Belongs beside %s.netdev.\n".formatted(name));
        unit.section("Match").entry("Name", name);
        unit.section("Network");
        Stream.of(false, true)
                .flatMap(ipv6 -> ConfigText.addresses(config, ipv6).stream())
                .forEach(address -> unit.entry("Address", address));
        config.dns().addresses().forEach(resolver -> unit.entry("DNS", resolver));
        List<String> domains = Stream.concat(
                        config.dns().domains().stream(),
                        Stream.of("~.")
                                .filter(all ->
                                        everything && !config.dns().addresses().isEmpty()))
                .toList();
        if (!domains.isEmpty()) {
            unit.entry("Domains", String.join(" ", domains));
        }
        if (everything) {
            // Whatever has a route of its own keeps it; the rest goes through the tunnel, but for the tunnel itself.
            unit.section("RoutingPolicyRule")
                    .entry("Family", "both")
                    .entry("Table", "main")
                    .entry("SuppressPrefixLength", 0)
                    .entry("Priority", 30_000);
            unit.section("RoutingPolicyRule")
                    .entry("Family", "both")
                    .entry("FirewallMark", MARK)
                    .entry("InvertRule", true)
                    .entry("Table", MARK)
                    .entry("Priority", 30_001);
        }
        return unit.text();
    }

    private static final class Unit {

        private final StringBuilder text;

        Unit(String head) {
            text = new StringBuilder(head);
        }

        Unit section(String name) {
            text.append("\n[").append(name).append("]\n");
            return this;
        }

        Unit entry(String key, Object value) {
            text.append(key).append('=').append(value).append('\n');
            return this;
        }

        String text() {
            return text.toString();
        }
    }
}
