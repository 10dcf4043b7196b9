package dev.warren.engine;

import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/// Reads endpoints as configurations write them: `192.0.2.1:51820`, `[2001:db8::1]:51820`, `vpn.example.com:51820`.
public final class EndpointText {
    private static final int MAX_NAME = 253;
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");

    private EndpointText() {}

    /// An endpoint whose address is known, or an unresolved one if it is told by a host name. Nobody is asked for
    /// the name here.
    ///
    /// @throws IllegalArgumentException if it is neither
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("endpoint \"%s\": has to be host:port".formatted(text));
        }
        String host = text.substring(0, colon);
        int port = port(text, text.substring(colon + 1));
        if (host.startsWith("[") && host.endsWith("]")) {
            return new InetSocketAddress(literal(text, host.substring(1, host.length() - 1)), port);
        }
        if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "endpoint \"%s\": an IPv6 address has to stand in brackets, like [2001:db8::1]:51820"
                            .formatted(text));
        }
        String[] labels = host.split("\\.", -1);
        // What ends in a number is an address or nothing: no name of the internet does.
        if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
            if (labels.length != 4) {
                throw new IllegalArgumentException("endpoint \"%s\": no IPv4 address".formatted(text));
            }
            return new InetSocketAddress(literal(text, host), port);
        }
        return InetSocketAddress.createUnresolved(name(text, host), port);
    }

    private static int port(String text, String digits) {
        if (digits.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw new IllegalArgumentException("endpoint \"%s\": the port has to be 1 to 65535".formatted(text));
    }

    private static InetAddress literal(String text, String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("endpoint \"%s\": no IP address".formatted(text), e);
        }
    }

    private static String name(String text, String host) {
        String relative = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        try {
            String ascii = IDN.toASCII(relative);
            if (ascii.length() <= MAX_NAME
                    && ascii.split("\\.", -1).length > 0
                    && Pattern.compile("\\.").splitAsStream(ascii).allMatch(LABEL.asMatchPredicate())
                    && !ascii.startsWith(".")
                    && !ascii.endsWith(".")) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException("endpoint \"%s\": no host name".formatted(text));
    }
}
