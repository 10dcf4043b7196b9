package dev.warren.peers;

import dev.warren.interfaces.IpText;
import dev.warren.interfaces.WgInterface;
import org.jspecify.annotations.Nullable;

/// What a peer gets from its interface where it has nothing of its own, as a form shows it.
record Inherited(
        String interfaceName,
        @Nullable String ipv4,
        @Nullable String ipv6,
        String allowedIps,
        String dns,
        String mtu,
        String keepalive,
        String endpoint) {

    static Inherited from(WgInterface wg) {
        return new Inherited(
                wg.name(),
                wg.ipv4() == null ? null : IpText.of(wg.ipv4().network()),
                wg.ipv6() == null ? null : IpText.of(wg.ipv6().network()),
                wg.clientAllowedIps().toString(),
                wg.clientDns().isEmpty() ? "–" : wg.clientDns().toString(),
                wg.clientMtu() == null ? "–" : wg.clientMtu().toString(),
                String.valueOf(wg.clientKeepalive()),
                wg.endpoint().withPort(wg.listenPort()));
    }
}
