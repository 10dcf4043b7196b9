package dev.warren.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// A range of IP addresses, written as one address or as a CIDR prefix; never a host name, so nothing is looked up.
record AddressRange(byte[] network, int length) {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash));
        var bits = address.length * Byte.SIZE;
        var length = slash < 0 ? bits : length(text, text.substring(slash + 1), bits);
        return new AddressRange(address, length);
    }

    boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (var bit = 0; bit < length; bit++) {
            var mask = 0x80 >> (bit % Byte.SIZE);
            if ((bytes[bit / Byte.SIZE] & mask) != (network[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    /// Parses an IP address and throws [IllegalArgumentException] for anything else, host names among it.
    static byte[] address(String text) {
        if (!LITERAL.matcher(text).matches()) {
            throw new IllegalArgumentException("“%s” is not an IP address.".formatted(text));
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("“%s” is not an IP address.".formatted(text), e);
        }
    }

    private static int length(String text, String digits, int bits) {
        try {
            var length = Integer.parseInt(digits);
            if (length >= 0 && length <= bits) {
                return length;
            }
        } catch (NumberFormatException e) {
            // falls through to the sentence that also covers a number out of range
        }
        throw new IllegalArgumentException(
                "“%s” is not an address range: the part after the slash is a number from 0 to %d."
                        .formatted(text, bits));
    }
}
