package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import org.jspecify.annotations.Nullable;

/// What the clients of an interface get where they have nothing of their own.
///
/// @param keepalive seconds, 0 for off
/// @param mtu null leaves it to the client
public record ClientDefaults(
        DnsServers dns,
        IpPrefixes allowedIps,
        int keepalive,
        @Nullable Integer mtu) {

    /// Everything through the tunnel, and nothing else.
    public static ClientDefaults everything() {
        return new ClientDefaults(DnsServers.none(), IpPrefixes.everything(), 0, null);
    }

    public ClientDefaults withDns(DnsServers value) {
        return new ClientDefaults(value, allowedIps, keepalive, mtu);
    }

    public ClientDefaults withAllowedIps(IpPrefixes value) {
        return new ClientDefaults(dns, value, keepalive, mtu);
    }

    /// These, after the server went from `before` to `after`: its address among the DNS servers, and its range
    /// among
    /// the networks, go along.
    ClientDefaults moved(IpPrefix before, IpPrefix after) {
        String oldServer = IpText.of(before.address());
        String newServer = IpText.of(after.address());
        return new ClientDefaults(
                new DnsServers(dns.entries().stream()
                        .map(entry -> entry.equals(oldServer) ? newServer : entry)
                        .distinct()
                        .toList()),
                new IpPrefixes(allowedIps.networks().stream()
                        .map(network -> network.equals(before.network()) ? after.network() : network)
                        .distinct()
                        .toList()),
                keepalive,
                mtu);
    }
}
