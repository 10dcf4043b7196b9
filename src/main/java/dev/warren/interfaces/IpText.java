package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// IP addresses as people and other programs write them: IPv6 in the short form of RFC 5952.
public final class IpText {

    private static final int GROUPS = 8;

    private IpText() {}

    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? address.getHostAddress() : ipv6(bytes);
    }

    /// `address/length`.
    public static String of(IpPrefix prefix) {
        return of(prefix.address()) + "/" + prefix.length();
    }

    /// `address:port`, IPv6 in brackets.
    public static String of(InetSocketAddress socket) {
        String host = of(socket.getAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + socket.getPort();
    }

    /// Reads what [#of(InetSocketAddress)] wrote.
    ///
    /// @throws IllegalArgumentException if it is anything else; names are never looked up
    public static InetSocketAddress socket(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("“%s” is not address:port.".formatted(text));
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new InetSocketAddress(IpPrefix.parseAddress(host), Integer.parseInt(text.substring(colon + 1)));
    }

    private static String ipv6(byte[] bytes) {
        int zerosAt = -1;
        int zeros = 1; // one zero group alone is not shortened
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && group(bytes, i + run) == 0) {
                run++;
            }
            if (run > zeros) {
                zerosAt = i;
                zeros = run;
            }
        }
        var text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == zerosAt) {
                text.append("::");
                i += zeros - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(bytes, i)));
            }
        }
        return text.toString();
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | bytes[2 * index + 1] & 0xff;
    }
}
