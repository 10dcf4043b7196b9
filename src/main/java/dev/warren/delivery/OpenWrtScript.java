package dev.warren.delivery;

import dev.warren.peers.ClientConfig;
import dev.warren.peers.FileName;
import java.util.List;

/// A peer as a shell script for OpenWrt, whose body is a batch of UCI commands. It needs the package wireguard-tools.
final class OpenWrtScript {

    private final StringBuilder script = new StringBuilder();
    private final ClientConfig config;
    private final String name;

    private OpenWrtScript(ClientConfig config) {
        this.config = config;
        // UCI's names have neither hyphens nor dots.
        this.name = FileName.of(config.peerName()).replaceAll("[^a-zA-Z0-9_]", "_");
    }

    static List<ConfigFile> files(ClientConfig config) {
        return List.of(new ConfigFile(FileName.of(config.peerName()) + ".sh", new OpenWrtScript(config).write()));
    }

    private String write() {
        script.append("#!/bin/sh\n")
                .append(ConfigText.head(config, "Run it on the OpenWrt router, which needs wireguard-tools."))
                .append("# Afterwards the interface %s has to join a zone of the firewall.\n".formatted(name))
                .append("uci -q delete network.%s\n".formatted(name))
                .append("while uci -q delete 'network.@wireguard_%s[0]'; do :; done\n".formatted(name))
                .append("uci batch >/dev/null <<'END'\n");
        line("set network.%s=interface".formatted(name));
        set("proto", "wireguard");
        set("private_key", config.privateKeyOrPlaceholder());
        if (config.mtu() != null) {
            set("mtu", config.mtu());
        }
        ConfigText.addresses(config, false).forEach(address -> add("addresses", address));
        ConfigText.addresses(config, true).forEach(address -> add("addresses", address));
        config.dns().addresses().forEach(resolver -> add("dns", resolver));
        config.dns().domains().forEach(domain -> add("dns_search", domain));
        line("add network wireguard_" + name);
        setPeer("description", config.peerName());
        setPeer("public_key", config.serverKey());
        if (config.presharedKey() != null) {
            setPeer("preshared_key", config.presharedKey());
        }
        setPeer("endpoint_host", ConfigText.host(config));
        setPeer("endpoint_port", ConfigText.port(config));
        if (config.keepalive() != 0) {
            setPeer("persistent_keepalive", config.keepalive());
        }
        setPeer("route_allowed_ips", 1);
        config.allowedIps()
                .texts()
                .forEach(network -> line("add_list %s.allowed_ips=%s".formatted(peer(), quoted(network))));
        return script.append("END\nuci commit network\n/etc/init.d/network reload\n")
                .toString();
    }

    private void set(String option, Object value) {
        line("set network.%s.%s=%s".formatted(name, option, quoted(value)));
    }

    private void add(String option, String value) {
        line("add_list network.%s.%s=%s".formatted(name, option, quoted(value)));
    }

    private void setPeer(String option, Object value) {
        line("set %s.%s=%s".formatted(peer(), option, quoted(value)));
    }

    /// The section that was added last.
    private String peer() {
        return "network.@wireguard_%s[-1]".formatted(name);
    }

    private void line(String text) {
        script.append(text).append('\n');
    }

    /// As in a shell: nothing means anything between single quotes, except the next one.
    private static String quoted(Object value) {
        return "'" + value.toString().replace("'", "'\\''") + "'";
    }
}
