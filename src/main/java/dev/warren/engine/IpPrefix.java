package dev.warren.engine;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/// An IP address with the length of its network prefix, as in `10.8.0.1/24` or `fd00::1/64`.
///
/// Host bits are kept, because an interface address needs them; [#network()] clears them.
///
/// @param address IPv4 or IPv6 address
/// @param length 0–32 (IPv4) or 0–128 (IPv6)
public record IpPrefix(InetAddress address, int length) {
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");

    public IpPrefix {
        int bits = address.getAddress().length * 8;
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException(
                    "\"%s/%d\": the prefix length must be 0 to %d".formatted(address.getHostAddress(), length, bits));
        }
    }

    /// Reads `address/length`; a bare address stands for itself alone (`/32` or `/128`). Names are never looked
    /// up.
    ///
    /// @throws IllegalArgumentException if `text` is none of these
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = parseAddress(host);
        int bits = address.getAddress().length * 8;
        return new IpPrefix(address, slash < 0 ? bits : parseLength(text, text.substring(slash + 1), bits));
    }

    /// Reads a literal IPv4 address in four decimal parts or a literal IPv6 address without a zone.
    ///
    /// @throws IllegalArgumentException if `text` is neither
    public static InetAddress parseAddress(String text) {
        try {
            // InetAddress.ofLiteral would try IPv4 first, and throw an exception for each IPv6 address.
            if (text.indexOf(':') >= 0 && text.indexOf('%') < 0 && text.indexOf('[') < 0) {
                return Inet6Address.ofLiteral(text);
            }
            if (DECIMAL.matcher(text).matches()) {
                return Inet4Address.ofLiteral(text);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IPv4 or IPv6 address", e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not an IPv4 or IPv6 address");
    }

    private static int parseLength(String text, String length, int bits) {
        if (!LENGTH.matcher(length).matches()) {
            throw new IllegalArgumentException("\"%s\": the prefix length must be 0 to %d".formatted(text, bits));
        }
        return Integer.parseInt(length);
    }

    public boolean isIpv6() {
        return address.getAddress().length == 16;
    }

    /// This prefix with its host bits cleared.
    public IpPrefix network() {
        byte[] bytes = address.getAddress();
        for (int bit = length; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
        }
        return new IpPrefix(address(bytes), length);
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = length / 8;
        int rest = length % 8;
        return Arrays.equals(mine, 0, whole, theirs, 0, whole)
                && (rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff) >>> 8 - rest == 0);
    }

    /// Whether any address belongs to both.
    public boolean overlaps(IpPrefix other) {
        return length <= other.length ? contains(other.address) : other.contains(address);
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + length;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }
}
