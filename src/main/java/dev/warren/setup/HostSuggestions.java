package dev.warren.setup;

import dev.warren.web.Visitor;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Guesses under which name or address clients reach this machine: first the one that the visitor typed, then the
/// machine's own, public before private. Nobody outside is asked.
public final class HostSuggestions {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\..*|::1|\\[::1]|0\\.0\\.0\\.0|.*\\.localhost");

    private HostSuggestions() {}

    public static List<String> of(Visitor visitor) {
        return Stream.concat(typed(visitor.authority()), own()).distinct().toList();
    }

    /// The host of `authority`, unless it only leads to the same machine.
    static Stream<String> typed(String authority) {
        var colon = authority.lastIndexOf(':');
        var host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        if (host.isBlank() || host.equals("null") || LOOPBACK.matcher(host).matches()) {
            return Stream.empty();
        }
        return Stream.of(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }

    private static Stream<String> own() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(HostSuggestions::isReal)
                    .flatMap(device -> device.getInterfaceAddresses().stream())
                    .map(InterfaceAddress::getAddress)
                    .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                    .sorted(Comparator.comparing(HostSuggestions::isPrivate)
                            .thenComparing(Inet6Address.class::isInstance))
                    .map(HostSuggestions::digits);
        } catch (SocketException e) {
            return Stream.empty();
        }
    }

    /// A device that may face clients: up, and not made by a container engine or a tunnel.
    private static boolean isReal(NetworkInterface device) {
        try {
            return device.isUp()
                    && !device.isLoopback()
                    && !device.isPointToPoint()
                    && !device.getName().matches("(docker|br-|veth|virbr|wg|tun|tap).*");
        } catch (SocketException e) {
            return false;
        }
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isSiteLocalAddress()
                || address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    private static String digits(InetAddress address) {
        var text = address.getHostAddress();
        var scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
