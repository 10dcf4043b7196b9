package dev.warren.peers;

import dev.warren.interfaces.DnsServers;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.interfaces.WgInterface;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The client side of a peer: its `.conf`, as wg-quick and the WireGuard apps read it.
///
/// It holds no line that says what the client would do anyway, because the QR code of every byte is a bit denser.
public final class ClientConfig {

    /// Stands where the private key of a peer belongs that keeps it to itself.
    static final String PRIVATE_KEY_PLACEHOLDER = "<the private key that belongs to %s>";

    private final String text;

    private ClientConfig(String text) {
        this.text = text;
    }

    /// The configuration of `peer` as the database has it; call it inside a transaction.
    ///
    /// @param ipv6 false leaves IPv6 out, whatever is stored
    public static ClientConfig of(Peer peer, boolean ipv6) {
        WgInterface wg = peer.wg();
        IpPrefixes allowedIps = either(peer.allowedIps(), wg.clientAllowedIps());
        DnsServers dns = either(peer.dns(), wg.clientDns());
        PublicEndpoint endpoint = either(peer.endpoint(), wg.endpoint());
        Integer mtu = peer.mtu() == null ? wg.clientMtu() : peer.mtu();
        int keepalive = either(peer.keepalive(), wg.clientKeepalive());

        var lines = new Lines();
        lines.section("Interface");
        lines.add(
                "PrivateKey",
                peer.privateKey() == null ? PRIVATE_KEY_PLACEHOLDER.formatted(peer.publicKey()) : peer.privateKey());
        lines.add("Address", addresses(peer.ipv4(), ipv6 ? peer.ipv6() : null));
        lines.add("DNS", (ipv6 ? dns : dns.withoutIpv6()).toString());
        lines.add("MTU", mtu == null ? "" : mtu.toString());
        lines.section("Peer");
        lines.add("PublicKey", wg.publicKey());
        lines.add("PresharedKey", peer.presharedKey() == null ? "" : peer.presharedKey());
        lines.add("AllowedIPs", (ipv6 ? allowedIps : allowedIps.withoutIpv6()).toString());
        lines.add("Endpoint", endpoint.withPort(wg.listenPort()));
        lines.add("PersistentKeepalive", keepalive == 0 ? "" : String.valueOf(keepalive));
        return new ClientConfig(lines.toString());
    }

    /// The whole file. It holds the private key.
    public String text() {
        return text;
    }

    /// Says nothing: the file is a secret.
    @Override
    public String toString() {
        return "ClientConfig(…)";
    }

    private static String addresses(@Nullable InetAddress ipv4, @Nullable InetAddress ipv6) {
        List<String> addresses = new ArrayList<>();
        if (ipv4 != null) {
            addresses.add(IpText.of(ipv4) + "/32");
        }
        if (ipv6 != null) {
            addresses.add(IpText.of(ipv6) + "/128");
        }
        return String.join(", ", addresses);
    }

    private static <T> T either(@Nullable T own, T inherited) {
        return own == null ? inherited : own;
    }

    private static final class Lines {

        private final StringBuilder text = new StringBuilder();

        void section(String name) {
            text.append(text.isEmpty() ? "" : "\n").append('[').append(name).append("]\n");
        }

        void add(String key, String value) {
            if (!value.isEmpty()) {
                text.append(key).append(" = ").append(value).append('\n');
            }
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
