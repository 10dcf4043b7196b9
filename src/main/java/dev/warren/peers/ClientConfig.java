package dev.warren.peers;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.DnsServers;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.interfaces.WgInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The client side of a peer: what its own device has to be told, whatever kind of file the device reads. [#text()]
/// is the `.conf` of wg-quick and the WireGuard apps.
///
/// @param privateKey null if the peer keeps its private key to itself
/// @param addresses the peer's own, each alone: `/32` and `/128`
/// @param mtu null leaves it to the device
/// @param serverKey the interface's public key
/// @param endpoint where the server is reached; always with a port
/// @param keepalive seconds; 0 for none
/// @param hooks for wg-quick alone
public record ClientConfig(
        String peerName,
        @Nullable String privateKey,
        String publicKey,
        List<IpPrefix> addresses,
        DnsServers dns,
        @Nullable Integer mtu,
        String serverKey,
        @Nullable String presharedKey,
        IpPrefixes allowedIps,
        PublicEndpoint endpoint,
        int keepalive,
        ClientHooks hooks) {

    /// Stands where the private key of a peer belongs that keeps it to itself.
    private static final String PRIVATE_KEY_PLACEHOLDER = "<the private key that belongs to %s>";

    /// The configuration of `peer` as the database has it; call it inside a transaction.
    ///
    /// @param ipv6 false leaves IPv6 out, whatever is stored
    public static ClientConfig of(Peer peer, boolean ipv6) {
        WgInterface wg = peer.wg();
        ClientSettings client = peer.client();
        IpPrefixes allowedIps = either(peer.allowedIps(), wg.clientAllowedIps());
        DnsServers dns = either(client.dns(), wg.clientDns());
        PublicEndpoint endpoint = client.endpoint(wg);
        List<IpPrefix> addresses = new ArrayList<>();
        if (peer.ipv4() != null) {
            addresses.add(new IpPrefix(peer.ipv4(), 32));
        }
        if (ipv6 && peer.ipv6() != null) {
            addresses.add(new IpPrefix(peer.ipv6(), 128));
        }
        return new ClientConfig(
                peer.name(),
                peer.privateKey(),
                peer.publicKey(),
                List.copyOf(addresses),
                ipv6 ? dns : dns.withoutIpv6(),
                client.mtu() == null ? wg.clientMtu() : client.mtu(),
                wg.publicKey(),
                peer.presharedKey(),
                ipv6 ? allowedIps : allowedIps.withoutIpv6(),
                endpoint.orPort(wg.listenPort()),
                either(client.keepalive(), wg.clientKeepalive()),
                ClientHooks.of(client));
    }

    /// Whether the peer keeps its private key to itself, so that a placeholder stands in its place.
    public boolean ownKey() {
        return privateKey == null;
    }

    /// The private key, or in angle brackets what has to be put in its place.
    public String privateKeyOrPlaceholder() {
        return privateKey == null ? PRIVATE_KEY_PLACEHOLDER.formatted(publicKey) : privateKey;
    }

    /// The `.conf`. It holds no line that says what the device would do anyway, because the QR code of every byte
    /// is a bit denser.
    public String text() {
        var lines = new Lines();
        lines.section("Interface");
        lines.add("PrivateKey", privateKeyOrPlaceholder());
        lines.add("Address", addresses.stream().map(IpText::of).collect(Collectors.joining(", ")));
        lines.add("DNS", dns.toString());
        lines.add("MTU", mtu == null ? "" : mtu.toString());
        hooks.preUp().forEach(command -> lines.add("PreUp", command));
        hooks.postUp().forEach(command -> lines.add("PostUp", command));
        hooks.preDown().forEach(command -> lines.add("PreDown", command));
        hooks.postDown().forEach(command -> lines.add("PostDown", command));
        lines.section("Peer");
        lines.add("PublicKey", serverKey);
        lines.add("PresharedKey", presharedKey == null ? "" : presharedKey);
        lines.add("AllowedIPs", allowedIps.toString());
        lines.add("Endpoint", endpoint.toString());
        lines.add("PersistentKeepalive", keepalive == 0 ? "" : String.valueOf(keepalive));
        return lines.toString();
    }

    /// Says nothing: the file is a secret.
    @Override
    public String toString() {
        return "ClientConfig(…)";
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
