package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where clients reach this server: a host name or address, and a port if it isn't the interface's own.
///
/// @param host name, IPv4 address, or IPv6 address without brackets
/// @param port 1–65535, or null for the listen port
public record PublicEndpoint(String host, @Nullable Integer port) {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*)(?::(.*))?");

    /// Reads `host`, `host:port`, an address in either form, `[IPv6]:port` or a bare IPv6 address.
    ///
    /// @throws IllegalArgumentException with a sentence about what is wrong
    public static PublicEndpoint parse(String text) {
        String stripped = text.strip();
        if (stripped.indexOf(':') != stripped.lastIndexOf(':') && !stripped.startsWith("[")) {
            return new PublicEndpoint(host(stripped, text), null);
        }
        var matcher = HOST_AND_PORT.matcher(stripped);
        if (!matcher.matches()) {
            throw refusal(text);
        }
        String host = matcher.group(1);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
            if (host.indexOf(':') < 0) {
                throw refusal(text);
            }
        }
        String port = matcher.group(2);
        return new PublicEndpoint(host(host, text), port == null ? null : port(port, text));
    }

    /// `host:port` as a configuration file has it.
    public String withPort(int defaultPort) {
        return bracketed() + ":" + (port == null ? defaultPort : port);
    }

    /// The same with a port in any case: its own, or `defaultPort`.
    public PublicEndpoint orPort(int defaultPort) {
        return port == null ? new PublicEndpoint(host, defaultPort) : this;
    }

    /// The host as it is written, for another port.
    public String hostOnly() {
        return new PublicEndpoint(host, null).toString();
    }

    @Override
    public String toString() {
        return port == null ? host : bracketed() + ":" + port;
    }

    private String bracketed() {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static String host(String host, String text) {
        if (HostName.isLiteral(host)) {
            try {
                return IpText.of(IpPrefix.parseAddress(host));
            } catch (IllegalArgumentException e) {
                throw refusal(text);
            }
        }
        if (!HostName.isValid(host)) {
            throw refusal(text);
        }
        return host;
    }

    private static int port(String port, String text) {
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException(
                    "“%s”: the port is a number from 1 to 65535.".formatted(Shortened.of(text)));
        }
        return Integer.parseInt(port);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException(
                "“%s” is not a host name or address such as vpn.example.org or 203.0.113.7:51820."
                        .formatted(Shortened.of(text)));
    }
}
