package dev.warren.delivery;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.IpText;
import dev.warren.peers.ClientConfig;
import java.util.List;

/// What the writers of all formats have in common.
final class ConfigText {

    private ConfigText() {}

    /// Comments that begin a file: whose it is, and what is missing in it.
    ///
    /// @param use how the file is put to use
    static String head(ClientConfig config, String use) {
        return "# WireGuard for %s. %s\n".formatted(config.peerName(), use)
                + (config.ownKey()
                        ? "# Warren does not have its private key: put it in place of the words in angle brackets.\n"
                        : "");
    }

    /// Whether all packets of either family, or of both, go through the tunnel.
    static boolean takesEverything(ClientConfig config) {
        return config.allowedIps().networks().stream().anyMatch(network -> network.length() == 0);
    }

    static List<String> addresses(ClientConfig config, boolean ipv6) {
        return texts(config.addresses(), ipv6);
    }

    static List<String> allowedIps(ClientConfig config, boolean ipv6) {
        return texts(config.allowedIps().networks(), ipv6);
    }

    static List<String> resolvers(ClientConfig config, boolean ipv6) {
        return config.dns().addresses().stream()
                .filter(address -> address.indexOf(':') >= 0 == ipv6)
                .toList();
    }

    /// The host as a resolver takes it, without the brackets of an IPv6 address.
    static String host(ClientConfig config) {
        return config.endpoint().host();
    }

    static int port(ClientConfig config) {
        Integer port = config.endpoint().port();
        if (port == null) {
            throw new AssertionError("a client's endpoint has a port");
        }
        return port;
    }

    private static List<String> texts(List<IpPrefix> prefixes, boolean ipv6) {
        return prefixes.stream()
                .filter(prefix -> prefix.isIpv6() == ipv6)
                .map(IpText::of)
                .toList();
    }
}
