package dev.warren.interfaces;

import dev.warren.engine.EngineConfig;
import dev.warren.engine.IpPrefix;
import dev.warren.engine.Routes;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// An interface as somebody wishes it to be, every value checked by itself. The fields are those of [WgInterface].
///
/// @param endpoint the default one
/// @param endpoints further ones
public record InterfaceDraft(
        String name,
        String comment,
        boolean enabled,
        int listenPort,
        @Nullable IpPrefix ipv4,
        @Nullable IpPrefix ipv6,
        int mtu,
        PublicEndpoint endpoint,
        NamedEndpoints endpoints,
        ClientDefaults clients,
        int fwmark,
        @Nullable String bindDevice,
        Routes routes,
        Masquerade nat,
        boolean isolation,
        Hooks hooks) {

    public static final String DEFAULT_NAME = "wg0";
    public static final String DEFAULT_IPV4 = "10.8.0.0/24";

    /// The first interface of a new server: everything as `product` defaults have it, with the ranges that were
    /// asked for.
    ///
    /// @param ipv4 range, or an address in it that the server is to have; null for no IPv4
    /// @param ipv6 the same for IPv6
    public static InterfaceDraft first(
            PublicEndpoint endpoint, int listenPort, @Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {
        return new InterfaceDraft(
                DEFAULT_NAME,
                "",
                true,
                listenPort,
                ipv4 == null ? null : InterfaceForm.serverAddress(ipv4),
                ipv6 == null ? null : InterfaceForm.serverAddress(ipv6),
                EngineConfig.DEFAULT_MTU,
                endpoint,
                NamedEndpoints.none(),
                ClientDefaults.everything(),
                0,
                null,
                Routes.AUTO,
                new Masquerade(ipv4 != null, ipv6 != null, null),
                false,
                Hooks.none());
    }

    public InterfaceDraft withName(String value) {
        return with(value, mtu, clients);
    }

    public InterfaceDraft withMtu(int value) {
        return with(name, value, clients);
    }

    public InterfaceDraft withClientDns(DnsServers value) {
        return with(name, mtu, clients.withDns(value));
    }

    public InterfaceDraft withClientAllowedIps(IpPrefixes value) {
        return with(name, mtu, clients.withAllowedIps(value));
    }

    private InterfaceDraft with(String newName, int newMtu, ClientDefaults newClients) {
        return new InterfaceDraft(
                newName,
                comment,
                enabled,
                listenPort,
                ipv4,
                ipv6,
                newMtu,
                endpoint,
                endpoints,
                newClients,
                fwmark,
                bindDevice,
                routes,
                nat,
                isolation,
                hooks);
    }

    /// A unique local IPv6 /64 with a random global ID, RFC 4193 section 3.2.
    public static IpPrefix randomIpv6() {
        byte[] id = new byte[7];
        new SecureRandom().nextBytes(id);
        return IpPrefix.parse("fd%02x:%02x%02x:%02x%02x:%02x%02x::/64"
                        .formatted(id[0], id[1], id[2], id[3], id[4], id[5], id[6]))
                .network();
    }
}
