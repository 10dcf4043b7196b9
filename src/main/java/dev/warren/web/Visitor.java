package dev.warren.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Who asks, and by which address they know Warren, with what trusted proxies say taken into account.
///
/// @param address   the client behind all trusted proxies
/// @param userAgent the program's own name for itself, cut to 400 characters; empty if it has none
/// @param secure    whether the request left the client by https
/// @param authority host and port that the client asked for
/// @param base      the path under which the client sees Warren: empty, or like `/vpn`
public record Visitor(InetAddress address, String userAgent, boolean secure, String authority, String base) {

    /// The prefix that one household or server holds, for limits: the address itself for IPv4, its /64 for IPv6.
    public String network() {
        if (address instanceof Inet6Address) {
            return digits(Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16)) + "/64";
        }
        return addressText();
    }

    /// The address in digits, without scope or name.
    public String addressText() {
        return digits(address.getAddress());
    }

    /// The whole address of `path`, which begins with a slash, as this visitor has to type it.
    public String url(String path) {
        return (secure ? "https://" : "http://") + authority + base + path;
    }

    private static String digits(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError("an address has 4 or 16 bytes", e);
        }
    }
}
