package dev.warren.peers;

import java.util.List;

/// Whether the client's machine lets traffic out beside the tunnel. Written as commands that wg-quick runs on Linux.
public enum KillSwitch {
    /// No rules.
    OFF,
    /// Nothing leaves but through the tunnel.
    ON,
    /// Nothing leaves but through the tunnel and to the local network.
    LAN;

    private static final String LAN_IPV4 = "10.0.0.0/8,169.254.0.0/16,172.16.0.0/12,192.168.0.0/16,224.0.0.0/4";
    private static final String LAN_IPV6 = "fc00::/7,fe80::/10,ff00::/8";

    List<String> postUp() {
        return commands("-I");
    }

    List<String> preDown() {
        return commands("-D");
    }

    /// What is inserted last is looked at first, so the exceptions follow the rule.
    private List<String> commands(String verb) {
        String block = "iptables %1$s OUTPUT ! -o %%i -m mark ! --mark $(wg show %%i fwmark)".formatted(verb)
                + " -m addrtype ! --dst-type LOCAL -j REJECT";
        String lan = "iptables %s OUTPUT -d %s -j ACCEPT";
        return switch (this) {
            case OFF -> List.of();
            case ON -> List.of(block, "ip6" + block.substring(2));
            case LAN ->
                List.of(
                        block,
                        lan.formatted(verb, LAN_IPV4),
                        "ip6" + block.substring(2),
                        "ip6" + lan.formatted(verb, LAN_IPV6).substring(2));
        };
    }
}
