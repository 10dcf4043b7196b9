package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import dev.warren.engine.Routes;
import dev.warren.web.FieldErrors;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An interface as a form or a request has it: text, not yet checked.
public record InterfaceForm(
        String name,
        String comment,
        boolean enabled,
        String listenPort,
        String ipv4,
        String ipv6,
        String mtu,
        String endpoint,
        String endpoints,
        String clientDns,
        String clientAllowedIps,
        String clientKeepalive,
        String clientMtu,
        String fwmark,
        String bindDevice,
        String routes,
        boolean natIpv4,
        boolean natIpv6,
        String natDevice,
        boolean isolation,
        Hooks hooks) {

    private static final int LONGEST_COMMENT = 2_000;

    /// The form that shows `wg` as it is.
    static InterfaceForm of(WgInterface wg) {
        return new InterfaceForm(
                wg.name(),
                wg.comment(),
                wg.enabled(),
                String.valueOf(wg.listenPort()),
                text(wg.ipv4()),
                text(wg.ipv6()),
                String.valueOf(wg.mtu()),
                wg.endpoint().toString(),
                wg.endpoints().toString(),
                wg.clientDns().toString(),
                wg.clientAllowedIps().toString(),
                String.valueOf(wg.clientKeepalive()),
                wg.clientMtu() == null ? "" : String.valueOf(wg.clientMtu()),
                String.valueOf(wg.fwmark()),
                wg.bindDevice() == null ? "" : wg.bindDevice(),
                wg.routes().toString(),
                wg.natIpv4(),
                wg.natIpv6(),
                wg.natDevice() == null ? "" : wg.natDevice(),
                wg.isolation(),
                wg.hooks());
    }

    /// Checks every field.
    ///
    /// @throws dev.warren.web.Rejection with a sentence for each field that is wrong
    @SuppressWarnings("NullAway") // reject() has thrown if a check returned null
    public InterfaceDraft draft() {
        var errors = new FieldErrors();
        String checkedName = errors.check("name", () -> InterfaceForm.interfaceName(name));
        if (comment.length() > LONGEST_COMMENT) {
            errors.add("comment", "The comment has at most %d characters.".formatted(LONGEST_COMMENT));
        }
        Integer checkedPort = errors.check("listenPort", () -> WholeNumber.parse("The port", listenPort, 1, 65_535));
        IpPrefix checkedIpv4 = blank(ipv4) ? null : errors.check("ipv4", () -> range(ipv4, false));
        IpPrefix checkedIpv6 = blank(ipv6) ? null : errors.check("ipv6", () -> range(ipv6, true));
        if (blank(ipv4) && blank(ipv6)) {
            errors.add("ipv4", "An interface needs an IPv4 range, an IPv6 range, or both.");
        }
        int leastMtu = blank(ipv6) ? 576 : 1280;
        Integer checkedMtu = errors.check("mtu", () -> WholeNumber.parse("The MTU", mtu, leastMtu, 9000));
        PublicEndpoint checkedEndpoint = errors.check("endpoint", () -> PublicEndpoint.parse(endpoint));
        NamedEndpoints checkedEndpoints = errors.check("endpoints", () -> NamedEndpoints.parse(endpoints));
        DnsServers checkedDns = errors.check("clientDns", () -> DnsServers.parse(clientDns));
        IpPrefixes checkedAllowed = errors.check("clientAllowedIps", () -> allowedIps(clientAllowedIps));
        Integer checkedKeepalive = errors.check(
                "clientKeepalive", () -> WholeNumber.parse("The keepalive interval", clientKeepalive, 0, 65_535));
        Integer checkedClientMtu = blank(clientMtu)
                ? null
                : errors.check("clientMtu", () -> WholeNumber.parse("The MTU", clientMtu, leastMtu, 9000));
        Integer checkedMark = errors.check("fwmark", () -> WholeNumber.parse("The mark", fwmark, 0, Integer.MAX_VALUE));
        String checkedBind = blank(bindDevice) ? null : errors.check("bindDevice", () -> device(bindDevice));
        Routes checkedRoutes = errors.check("routes", () -> routes(routes));
        String checkedNatDevice = blank(natDevice) ? null : errors.check("natDevice", () -> device(natDevice));
        Hooks checkedHooks = hooks(errors);
        errors.reject();
        return new InterfaceDraft(
                checkedName,
                comment.strip(),
                enabled,
                checkedPort,
                checkedIpv4,
                checkedIpv6,
                checkedMtu,
                checkedEndpoint,
                checkedEndpoints,
                new ClientDefaults(checkedDns, checkedAllowed, checkedKeepalive, checkedClientMtu),
                checkedMark,
                checkedBind,
                checkedRoutes,
                new Masquerade(natIpv4, natIpv6, checkedNatDevice),
                isolation,
                checkedHooks);
    }

    @SuppressWarnings("NullAway") // what is null here is rejected by the caller
    private Hooks hooks(FieldErrors errors) {
        return new Hooks(
                errors.check("preUp", () -> Hooks.command(hooks.preUp())),
                errors.check("postUp", () -> Hooks.command(hooks.postUp())),
                errors.check("preDown", () -> Hooks.command(hooks.preDown())),
                errors.check("postDown", () -> Hooks.command(hooks.postDown())));
    }

    /// Reads a range such as `10.8.0.0/24`, or the server's address in it such as `10.8.0.254/24`.
    ///
    /// @throws IllegalArgumentException with a sentence if it can't be the range of an interface
    public static IpPrefix range(String text, boolean ipv6) {
        IpPrefix prefix;
        try {
            prefix = IpPrefix.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "“%s” is not a range such as %s."
                            .formatted(Shortened.of(text), ipv6 ? "fd00:8::/64" : "10.8.0.0/24"),
                    e);
        }
        if (prefix.isIpv6() != ipv6) {
            throw new IllegalArgumentException("“%s” is an %s range; this field takes %s."
                    .formatted(Shortened.of(text), family(!ipv6), family(ipv6)));
        }
        int shortest = ipv6 ? 32 : 8;
        int longest = ipv6 ? 126 : 30;
        if (prefix.length() < shortest || prefix.length() > longest) {
            throw new IllegalArgumentException("The prefix length of an %s range is a number from %d to %d."
                    .formatted(family(ipv6), shortest, longest));
        }
        return serverAddress(prefix);
    }

    /// The server's address in the range: the one that was written, or the first host if only the network was.
    static IpPrefix serverAddress(IpPrefix prefix) {
        IpPrefix network = prefix.network();
        byte[] bytes = network.address().getAddress();
        if (prefix.address().equals(network.address())) {
            bytes[bytes.length - 1]++; // never overflows: no range is longer than /30 or /126
            return new IpPrefix(address(bytes), prefix.length());
        }
        int hostBits = bytes.length * Byte.SIZE - prefix.length();
        BigInteger last = BigInteger.ONE.shiftLeft(hostBits).subtract(BigInteger.ONE);
        BigInteger host = new BigInteger(1, prefix.address().getAddress()).and(last);
        if (host.equals(last)) {
            throw new IllegalArgumentException(
                    "%s is the last address of its range, which belongs to nobody.".formatted(IpText.of(prefix)));
        }
        return prefix;
    }

    public static String interfaceName(String text) {
        String name = text.strip();
        if (!name.matches("[a-zA-Z0-9_=+.-]{1,15}") || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(
                    "“%s”: 1 to 15 letters, digits, or any of _ = + . -".formatted(Shortened.of(text)));
        }
        return name;
    }

    private static IpPrefixes allowedIps(String text) {
        IpPrefixes prefixes = IpPrefixes.parse(text);
        if (prefixes.isEmpty()) {
            throw new IllegalArgumentException("Clients need at least one network, such as 0.0.0.0/0 for everything.");
        }
        return prefixes;
    }

    private static String device(String text) {
        String device = text.strip();
        if (!device.matches("[a-zA-Z0-9_=+.@-]{1,15}")) {
            throw new IllegalArgumentException(
                    "“%s” is not the name of a network device such as eth0.".formatted(Shortened.of(text)));
        }
        return device;
    }

    private static Routes routes(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        try {
            return value.isEmpty() ? Routes.AUTO : Routes.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "“%s”: auto, off, or the number of a routing table other than 253 to 255."
                            .formatted(Shortened.of(text)),
                    e);
        }
    }

    private static String family(boolean ipv6) {
        return ipv6 ? "IPv6" : "IPv4";
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String text(@Nullable IpPrefix prefix) {
        return prefix == null ? "" : IpText.of(prefix);
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }
}
