package dev.warren.delivery;

import dev.warren.peers.ClientConfig;
import dev.warren.peers.FileName;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A peer as a script for RouterOS 7: interface, peer, addresses and routes.
///
/// A route for everything is made disabled. RouterOS has no rule that keeps the tunnel's own packets out of it, so
/// enabling it is up to whoever knows the router's way to the server.
final class RouterOsScript {

    private final StringBuilder script = new StringBuilder();
    private final ClientConfig config;
    private final String name;

    private RouterOsScript(ClientConfig config) {
        this.config = config;
        this.name = quoted(FileName.of(config.peerName()));
    }

    static List<ConfigFile> files(ClientConfig config) {
        String name = FileName.of(config.peerName()) + ".rsc";
        return List.of(new ConfigFile(name, new RouterOsScript(config).write(name)));
    }

    private String write(String fileName) {
        script.append(ConfigText.head(config, "On RouterOS 7: /import file-name=" + fileName));
        line("/interface/wireguard add name=%s private-key=%s%s comment=%s"
                .formatted(
                        name,
                        quoted(config.privateKeyOrPlaceholder()),
                        config.mtu() == null ? "" : " mtu=" + config.mtu(),
                        quoted(config.peerName())));
        line(
                "/interface/wireguard/peers add interface=%s public-key=%s%s endpoint-address=%s endpoint-port=%d allowed-address=%s%s"
                        .formatted(
                                name,
                                quoted(config.serverKey()),
                                config.presharedKey() == null ? "" : " preshared-key=" + quoted(config.presharedKey()),
                                quoted(ConfigText.host(config)),
                                ConfigText.port(config),
                                String.join(",", config.allowedIps().texts()),
                                config.keepalive() == 0
                                        ? ""
                                        : " persistent-keepalive=%ds".formatted(config.keepalive())));
        ConfigText.addresses(config, false)
                .forEach(address -> line("/ip/address add address=%s interface=%s".formatted(address, name)));
        ConfigText.addresses(config, true)
                .forEach(address ->
                        line("/ipv6/address add address=%s interface=%s advertise=no".formatted(address, name)));
        routes("/ip/route", false);
        routes("/ipv6/route", true);
        if (!config.dns().addresses().isEmpty()) {
            line("# Name servers for this network, for the whole router: /ip/dns/set servers="
                    + String.join(",", config.dns().addresses()));
        }
        return script.toString();
    }

    private void routes(String menu, boolean ipv6) {
        for (String network : ConfigText.allowedIps(config, ipv6)) {
            line("%s add dst-address=%s gateway=%s%s"
                    .formatted(
                            menu,
                            network,
                            name,
                            network.endsWith("/0")
                                    ? " disabled=yes comment=\"Enable it when the way to the server has a route of its own\""
                                    : ""));
        }
    }

    private void line(String text) {
        script.append(text).append('\n');
    }

    /// A string of RouterOS' scripting language: `$` would begin a variable and `?` ask for help; other bytes than
    /// ASCII's are written in hexadecimal, as in an export.
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c == '"' || c == '\\' || c == '$' || c == '?') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append("\\%02X".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
