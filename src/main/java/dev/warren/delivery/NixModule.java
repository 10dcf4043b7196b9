package dev.warren.delivery;

import dev.warren.peers.ClientConfig;
import dev.warren.peers.FileName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A peer as a module of a NixOS configuration, by its option `networking.wg-quick`.
final class NixModule {

    private NixModule() {}

    static List<ConfigFile> files(ClientConfig config) {
        String name = FileName.of(config.peerName());
        return List.of(new ConfigFile(name + ".nix", write(config, name)));
    }

    private static String write(ClientConfig config, String name) {
        var module = new StringBuilder(
                ConfigText.head(config, "In configuration.nix: imports = [ ./%s.nix ];".formatted(name)));
        module.append("""
                # Everybody on the machine may read the Nix store. To keep keys out of it, put them into files of their own and
                # use privateKeyFile and presharedKeyFile.
                { ... }:
                {
                  networking.wg-quick.interfaces.%s = {
                """.formatted(quoted(name)));
        line(module, 4, "privateKey", quoted(config.privateKeyOrPlaceholder()));
        line(
                module,
                4,
                "address",
                list(Stream.of(false, true)
                        .flatMap(ipv6 -> ConfigText.addresses(config, ipv6).stream())
                        .toList()));
        if (!config.dns().isEmpty()) {
            line(module, 4, "dns", list(config.dns().entries()));
        }
        if (config.mtu() != null) {
            line(module, 4, "mtu", config.mtu().toString());
        }
        module.append("    peers = [\n      {\n");
        line(module, 8, "publicKey", quoted(config.serverKey()));
        if (config.presharedKey() != null) {
            line(module, 8, "presharedKey", quoted(config.presharedKey()));
        }
        line(module, 8, "allowedIPs", list(config.allowedIps().texts()));
        line(module, 8, "endpoint", quoted(config.endpoint().toString()));
        if (config.keepalive() != 0) {
            line(module, 8, "persistentKeepalive", String.valueOf(config.keepalive()));
        }
        return module.append("      }\n    ];\n  };\n}\n").toString();
    }

    private static void line(StringBuilder module, int indent, String name, String value) {
        module.append(" ".repeat(indent))
                .append(name)
                .append(" = ")
                .append(value)
                .append(";\n");
    }

    private static String list(List<String> entries) {
        return entries.stream().map(NixModule::quoted).collect(Collectors.joining(" ", "[ ", " ]"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "\\${") + "\"";
    }
}
