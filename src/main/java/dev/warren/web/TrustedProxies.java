package dev.warren.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The proxies whose word about where a request came from is believed.
///
/// `X-Forwarded-For` is read from the right, the end that the nearest proxy wrote, and only as far as trusted
/// proxies reach: what a client writes into the header itself counts for nothing. Whoever guesses passwords can't
/// change address by it.
final class TrustedProxies {

    private final List<AddressRange> ranges;

    /// Takes IP addresses and CIDR prefixes and throws [IllegalArgumentException] with a sentence for anything
    /// else.
    TrustedProxies(List<String> ranges) {
        this.ranges =
                ranges.stream().map(String::strip).map(AddressRange::parse).toList();
    }

    /// The address that a connection from `peer` with this `X-Forwarded-For` speaks for.
    InetAddress client(InetAddress peer, @Nullable String forwardedFor) {
        var client = peer;
        if (forwardedFor == null) {
            return client;
        }
        var hops = forwardedFor.split(",", -1);
        for (var i = hops.length - 1; i >= 0 && trusts(client); i--) {
            var hop = hop(hops[i].strip());
            if (hop == null) {
                return client;
            }
            client = hop;
        }
        return client;
    }

    boolean trusts(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static @Nullable InetAddress hop(String text) {
        try {
            return InetAddress.getByAddress(AddressRange.address(withoutPort(text)));
        } catch (IllegalArgumentException e) {
            return null;
        } catch (UnknownHostException e) {
            throw new AssertionError("a parsed address has 4 or 16 bytes", e);
        }
    }

    /// Some proxies write `192.0.2.1:4711` or `[2001:db8::1]:4711`.
    private static String withoutPort(String text) {
        if (text.startsWith("[")) {
            var end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        var colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
}
