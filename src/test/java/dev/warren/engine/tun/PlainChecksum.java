package dev.warren.engine.tun;

/// The Internet checksum as RFC 1071 section 4.1 spells it out, sixteen bits at a time: what the fast one is held to.
final class PlainChecksum {
    private PlainChecksum() {}

    /// The ones' complement sum of big-endian words, not inverted.
    static int sum(byte[] bytes, int offset, int length, int initial) {
        int sum = initial;
        for (int i = 0; i < length; i += 2) {
            int high = bytes[offset + i] & 0xff;
            int low = i + 1 < length ? bytes[offset + i + 1] & 0xff : 0;
            sum += high << 8 | low;
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }

    static int pseudoHeader(byte[] packet, int protocol, int length) {
        boolean ipv6 = packet[0] >>> 4 == 6;
        int addresses = ipv6 ? sum(packet, 8, 32, 0) : sum(packet, 12, 8, 0);
        int sum = addresses + protocol + length;
        return (sum & 0xffff) + (sum >>> 16);
    }

    /// Whether the IPv4 header's and the TCP or UDP checksum of a packet without extension headers are right.
    static boolean verifies(byte[] packet) {
        boolean ipv6 = packet[0] >>> 4 == 6;
        int transport = ipv6 ? 40 : (packet[0] & 0x0f) * 4;
        int protocol = packet[ipv6 ? 6 : 9];
        int length = packet.length - transport;
        boolean network = ipv6 || sum(packet, 0, transport, 0) == 0xffff;
        return network && sum(packet, transport, length, pseudoHeader(packet, protocol, length)) == 0xffff;
    }
}
