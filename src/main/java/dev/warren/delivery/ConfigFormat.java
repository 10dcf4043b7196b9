package dev.warren.delivery;

import dev.warren.peers.ClientConfig;
import dev.warren.peers.FileName;
import dev.warren.web.Rejection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The kinds of configuration that Warren writes for a peer's device.
enum ConfigFormat {
    /// For wg-quick and the WireGuard apps.
    CONF("WireGuard", config -> List.of(new ConfigFile(FileName.of(config.peerName()) + ".conf", config.text()))),
    /// A script for RouterOS 7.
    MIKROTIK("MikroTik RouterOS", RouterOsScript::files),
    /// A connection profile of NetworkManager.
    NETWORKMANAGER("NetworkManager", NetworkManagerKeyfile::files),
    /// A device and a network of systemd-networkd.
    NETWORKD("systemd-networkd", NetworkdUnits::files),
    /// A script that configures OpenWrt by UCI.
    OPENWRT("OpenWrt", OpenWrtScript::files),
    /// A module of a NixOS configuration.
    NIXOS("NixOS", NixModule::files);

    private final String label;
    private final Function<ClientConfig, List<ConfigFile>> writer;

    ConfigFormat(String label, Function<ClientConfig, List<ConfigFile>> writer) {
        this.label = label;
        this.writer = writer;
    }

    /// The system's own name.
    public String label() {
        return label;
    }

    /// The name in the API.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param key null for the `.conf`
    /// @throws Rejection if there is no such format
    static ConfigFormat of(@Nullable String key) {
        if (key == null) {
            return CONF;
        }
        return Arrays.stream(values())
                .filter(format -> format.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Rejection.invalid(
                        "format",
                        "There is no such format: use one of %s."
                                .formatted(Arrays.stream(values())
                                        .map(ConfigFormat::key)
                                        .collect(Collectors.joining(", ")))));
    }

    List<ConfigFile> files(ClientConfig config) {
        return writer.apply(config);
    }
}
