package dev.warren.engine.device;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Inner packets: UDP without a checksum over IPv4, and with a wrong one over IPv6, which only the receiving host
/// minds.
final class Packets {
    private static final int UDP = 17;

    private Packets() {}

    static byte[] of(String source, String destination, String text) {
        return of(source, destination, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A packet of exactly `length` bytes.
    static byte[] ofLength(String source, String destination, int length) {
        int headers = (InetAddress.ofLiteral(source).getAddress().length == 4 ? 20 : 40) + 8;
        return of(source, destination, new byte[length - headers]);
    }

    static byte[] of(String source, String destination, byte[] payload) {
        byte[] from = InetAddress.ofLiteral(source).getAddress();
        byte[] to = InetAddress.ofLiteral(destination).getAddress();
        return from.length == 4 ? ipv4(from, to, payload) : ipv6(from, to, payload);
    }

    /// What a host makes of a datagram that it routes into the tunnel.
    static byte[] of(Datagram datagram, String source) {
        byte[] packet = of(source, datagram.to().address().getAddress().getHostAddress(), datagram.bytes());
        ByteBuffer.wrap(packet)
                .putShort(packet.length - datagram.length() - 8, (short)
                        datagram.from().address().getPort())
                .putShort(packet.length - datagram.length() - 6, (short)
                        datagram.to().address().getPort());
        return packet;
    }

    private static byte[] ipv4(byte[] from, byte[] to, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(28 + payload.length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
        packet.putInt(0)
                .put((byte) 64)
                .put((byte) UDP)
                .putShort((short) 0)
                .put(from)
                .put(to);
        udp(packet, payload);
        packet.putShort(10, (short) ~sum(packet.array(), 20));
        return packet.array();
    }

    private static byte[] ipv6(byte[] from, byte[] to, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(48 + payload.length);
        packet.putInt(6 << 28)
                .putShort((short) (8 + payload.length))
                .put((byte) UDP)
                .put((byte) 64);
        packet.put(from).put(to);
        udp(packet, payload);
        return packet.array();
    }

    private static void udp(ByteBuffer packet, byte[] payload) {
        packet.putShort((short) 4000).putShort((short) 4001).putShort((short) (8 + payload.length));
        packet.putShort((short) 0).put(payload);
    }

    /// What the packet carries.
    static String text(byte[] packet) {
        int headers = (packet[0] >>> 4 == 4 ? 20 : 40) + 8;
        return new String(packet, headers, packet.length - headers, StandardCharsets.UTF_8);
    }

    /// Sets the two ECN bits, and the IPv4 header's checksum.
    static byte[] withEcn(byte[] packet, int ecn) {
        if (packet[0] >>> 4 == 4) {
            packet[1] = (byte) (packet[1] & ~3 | ecn);
            packet[10] = 0;
            packet[11] = 0;
            ByteBuffer.wrap(packet).putShort(10, (short) ~sum(packet, 20));
        } else {
            packet[1] = (byte) (packet[1] & ~0x30 | ecn << 4);
        }
        return packet;
    }

    static int ecn(byte[] packet) {
        return packet[0] >>> 4 == 4 ? packet[1] & 3 : packet[1] >>> 4 & 3;
    }

    /// The ones' complement sum over the first `length` bytes: 0xffff if they are an intact IPv4 header.
    static int sum(byte[] bytes, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }
}
