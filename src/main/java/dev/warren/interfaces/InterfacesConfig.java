package dev.warren.interfaces;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How interfaces run on this machine.
@ConfigMapping(prefix = "warren.interfaces")
public interface InterfacesConfig {

    /// False runs no engine: everything but the tunnels works.
    @WithDefault("true")
    boolean engine();

    /// Leaves IPv6 out of every tunnel and every configuration, whatever is stored.
    @WithDefault("false")
    boolean disableIpv6();

    default boolean ipv6() {
        return !disableIpv6();
    }

    /// Whether hooks of interfaces are run. They are commands with Warren's own rights, so whoever may change an
    /// interface could do with the machine what they like.
    @WithDefault("false")
    boolean hooks();

    /// How long after its last handshake a peer counts as online.
    @WithDefault("180s")
    Duration onlineFor();
}
