package dev.warren.engine.device;

/// A network as the data path sees it: 128 bits, left-aligned, of which an IPv4 address takes the first 32.
///
/// @param high first 64 bits, most significant first
/// @param low last 64 bits, 0 for IPv4
/// @param length number of leading bits that count; all others are zero
public record Prefix(boolean ipv6, long high, long low, int length) {

    public Prefix {
        int bits = ipv6 ? 128 : 32;
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException("prefix length %d: must be 0 to %d".formatted(length, bits));
        }
        high &= mask(length);
        low &= mask(length - 64);
    }

    /// @param address 4 or 16 bytes in network order; host bits are cleared
    public static Prefix of(byte[] address, int length) {
        boolean ipv6 = address.length == 16;
        return new Prefix(
                ipv6, ipv6 ? word(address, 0, 8) : word(address, 0, 4) << 32, ipv6 ? word(address, 8, 8) : 0, length);
    }

    /// The network address: 4 or 16 bytes.
    public byte[] address() {
        byte[] bytes = new byte[ipv6 ? 16 : 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i < 8 ? high : low) >>> 56 - i % 8 * 8);
        }
        return bytes;
    }

    /// Whether an address of the same family lies within.
    boolean covers(long addressHigh, long addressLow) {
        return ((addressHigh ^ high) & mask(length)) == 0 && ((addressLow ^ low) & mask(length - 64)) == 0;
    }

    /// The number of leading bits, at most `limit`, in which two addresses agree.
    static int commonBits(long highA, long lowA, long highB, long lowB, int limit) {
        long differing = highA ^ highB;
        int common =
                differing != 0 ? Long.numberOfLeadingZeros(differing) : 64 + Long.numberOfLeadingZeros(lowA ^ lowB);
        return Math.min(common, limit);
    }

    /// Bit `index` of an address, the most significant being 0.
    static int bit(long high, long low, int index) {
        return (int) ((index < 64 ? high >>> 63 - index : low >>> 127 - index) & 1);
    }

    private static long mask(int length) {
        return length <= 0 ? 0 : length >= 64 ? -1 : -1L << 64 - length;
    }

    private static long word(byte[] bytes, int from, int count) {
        long word = 0;
        for (int i = from; i < from + count; i++) {
            word = word << 8 | bytes[i] & 0xff;
        }
        return word;
    }
}
