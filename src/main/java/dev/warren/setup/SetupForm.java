package dev.warren.setup;

import dev.warren.accounts.Passwords;
import dev.warren.accounts.User;
import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.DnsServers;
import dev.warren.interfaces.InterfaceDraft;
import dev.warren.interfaces.InterfaceForm;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.web.FieldErrors;
import org.jspecify.annotations.Nullable;

/// What Warren has to know before it can begin, as somebody typed it.
///
/// @param host       public name or address of this server
/// @param port       UDP port of the tunnel, 1–65535
/// @param ipv4       range of the peers' addresses; blank for none
/// @param ipv6       the same for IPv6; not both are blank
/// @param dns        servers for the clients to use; blank for the clients' own
/// @param allowedIps what the clients send through the tunnel; blank for everything
record SetupForm(
        String username,
        String password,
        String host,
        String port,
        String ipv4,
        String ipv6,
        String dns,
        String allowedIps) {

    static final String DEFAULT_USERNAME = "admin";
    static final int DEFAULT_PORT = 51_820;

    /// What the wizard shows first.
    static SetupForm suggested(String host, boolean withIpv6) {
        return new SetupForm(
                DEFAULT_USERNAME,
                "",
                host,
                String.valueOf(DEFAULT_PORT),
                InterfaceDraft.DEFAULT_IPV4,
                withIpv6 ? InterfaceDraft.randomIpv6().toString() : "",
                "",
                "");
    }

    /// Checks every field and throws a [dev.warren.web.Rejection] with a sentence for each that can't be used.
    @SuppressWarnings("NullAway") // reject() has thrown if a check returned null
    SetupPlan plan() {
        var errors = new FieldErrors();
        var name = User.checkName(username, errors);
        Passwords.check("password", password, name, errors);
        var endpoint = errors.check("host", () -> PublicEndpoint.parse(host));
        var listenPort = errors.check("port", () -> port(port));
        var range4 = ipv4.isBlank() ? null : errors.check("ipv4", () -> InterfaceForm.range(ipv4, false));
        var range6 = ipv6.isBlank() ? null : errors.check("ipv6", () -> InterfaceForm.range(ipv6, true));
        if (ipv4.isBlank() && ipv6.isBlank()) {
            errors.add("ipv4", "Warren needs a range of IPv4 addresses, of IPv6 addresses, or both.");
        }
        var servers = dns.isBlank() ? DnsServers.none() : errors.check("dns", () -> DnsServers.parse(dns));
        var allowed = allowedIps.isBlank()
                ? IpPrefixes.everything()
                : errors.check("allowedIps", () -> IpPrefixes.parse(allowedIps));
        errors.reject();
        return new SetupPlan(name, password, network(endpoint, listenPort, range4, range6, servers, allowed));
    }

    private static InterfaceDraft network(
            PublicEndpoint endpoint,
            int port,
            @Nullable IpPrefix ipv4,
            @Nullable IpPrefix ipv6,
            DnsServers dns,
            IpPrefixes allowedIps) {
        return InterfaceDraft.first(endpoint, port, ipv4, ipv6)
                .withClientDns(dns)
                .withClientAllowedIps(allowedIps);
    }

    private static int port(String text) {
        try {
            var port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // the sentence below covers both
        }
        throw new IllegalArgumentException("A port is a number from 1 to 65535.");
    }

    /// Without the password.
    @Override
    public String toString() {
        return "SetupForm[" + username + "]";
    }
}
