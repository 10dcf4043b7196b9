package dev.warren.delivery;

import dev.warren.peers.ClientConfig;
import dev.warren.peers.FileName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A peer as a connection profile of NetworkManager (nm-settings-keyfile(5)).
final class NetworkManagerKeyfile {

    /// Above all other connections' name servers: with everything in the tunnel, no question may go elsewhere.
    private static final int FIRST = -50;

    private final StringBuilder file = new StringBuilder();
    private final ClientConfig config;

    private NetworkManagerKeyfile(ClientConfig config) {
        this.config = config;
    }

    static List<ConfigFile> files(ClientConfig config) {
        return List.of(new ConfigFile(
                FileName.of(config.peerName()) + ".nmconnection", new NetworkManagerKeyfile(config).write()));
    }

    private String write() {
        file.append(ConfigText.head(
                config, "Readable by root alone, it belongs into /etc/NetworkManager/system-connections/"));
        section("connection");
        entry("id", escaped(config.peerName()));
        // The same peer is the same connection, so a file that is given out anew replaces the old one.
        entry("uuid", UUID.nameUUIDFromBytes(config.publicKey().getBytes(StandardCharsets.US_ASCII)));
        entry("type", "wireguard");
        entry("interface-name", FileName.of(config.peerName()));
        section("wireguard");
        if (config.mtu() != null) {
            entry("mtu", config.mtu());
        }
        entry("private-key", config.privateKeyOrPlaceholder());
        section("wireguard-peer." + config.serverKey());
        entry("endpoint", config.endpoint());
        if (config.presharedKey() != null) {
            entry("preshared-key", config.presharedKey());
            entry("preshared-key-flags", 0);
        }
        if (config.keepalive() != 0) {
            entry("persistent-keepalive", config.keepalive());
        }
        entry("allowed-ips", list(config.allowedIps().texts()));
        family("ipv4", false);
        family("ipv6", true);
        return file.toString();
    }

    private void family(String section, boolean ipv6) {
        section(section);
        List<String> addresses = ConfigText.addresses(config, ipv6);
        entry("method", addresses.isEmpty() ? "disabled" : "manual");
        if (addresses.isEmpty()) {
            return;
        }
        for (int i = 0; i < addresses.size(); i++) {
            entry("address" + (i + 1), addresses.get(i));
        }
        List<String> resolvers = ConfigText.resolvers(config, ipv6);
        if (!resolvers.isEmpty()) {
            entry("dns", list(resolvers));
        }
        List<String> domains = new ArrayList<>(config.dns().domains());
        if (ConfigText.takesEverything(config) && !resolvers.isEmpty()) {
            domains.add("~");
            entry("dns-priority", FIRST);
        }
        if (!domains.isEmpty()) {
            entry("dns-search", list(domains));
        }
    }

    private void section(String name) {
        file.append("\n[").append(name).append("]\n");
    }

    private void entry(String key, Object value) {
        file.append(key).append('=').append(value).append('\n');
    }

    private static String list(List<String> entries) {
        return String.join(";", entries) + ";";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\");
    }
}
