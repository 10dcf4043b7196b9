package dev.warren.delivery;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.DnsServers;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.peers.ClientConfig;
import dev.warren.peers.ClientHooks;
import java.util.List;

/// Configurations whose every byte is known. The keys are nobody's.
final class TestConfigs {

    private static final String PRIVATE = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
    private static final String PUBLIC = "HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=";
    private static final String SERVER = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
    private static final String SHARED = "FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=";

    private TestConfigs() {}

    /// Everything through the tunnel, with everything that can be set. The name tries what quoting is for.
    static ClientConfig everything() {
        return new ClientConfig(
                "Zoë's \"phone\" $HOME ${x} \\ ?",
                PRIVATE,
                PUBLIC,
                List.of(IpPrefix.parse("10.8.0.2/32"), IpPrefix.parse("fd00:8::2/128")),
                DnsServers.parse("10.8.0.1 fd00:8::1 lan.example"),
                1380,
                SERVER,
                SHARED,
                IpPrefixes.everything(),
                PublicEndpoint.parse("[2001:db8::1]:51820"),
                25,
                ClientHooks.NONE);
    }

    /// Two networks through the tunnel, nothing that may be left out, and a key that Warren does not know.
    static ClientConfig sparse() {
        return new ClientConfig(
                "office",
                null,
                PUBLIC,
                List.of(IpPrefix.parse("10.8.0.3/32")),
                DnsServers.none(),
                null,
                SERVER,
                null,
                IpPrefixes.parse("10.8.0.0/24, 192.168.7.0/24"),
                PublicEndpoint.parse("vpn.example.org:443"),
                0,
                ClientHooks.NONE);
    }

    /// [#sparse] of a peer whose key Warren made, so that it can be used as it is.
    static ClientConfig usable() {
        ClientConfig sparse = sparse();
        return new ClientConfig(
                sparse.peerName(),
                PRIVATE,
                sparse.publicKey(),
                sparse.addresses(),
                sparse.dns(),
                sparse.mtu(),
                sparse.serverKey(),
                sparse.presharedKey(),
                sparse.allowedIps(),
                sparse.endpoint(),
                sparse.keepalive(),
                sparse.hooks());
    }
}
