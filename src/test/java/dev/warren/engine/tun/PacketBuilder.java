package dev.warren.engine.tun;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Builds TCP and UDP packets for tests, with all checksums right unless told otherwise. Every setter leaves the
/// builder as it is and returns a changed copy.
final class PacketBuilder {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int PSH = 0x08;
    static final int ACK = 0x10;
    static final int DONT_FRAGMENT = 0x4000;
    static final int MORE_FRAGMENTS = 0x2000;

    private final boolean ipv6;
    private final boolean tcp;
    private byte[] source;
    private byte[] destination;
    private int sourcePort = 1;
    private int destinationPort = 2;
    private int trafficClass;
    private int hopLimit = 64;
    private int id = 7;
    private int fragment = DONT_FRAGMENT;
    private int sequence = 1;
    private int acknowledgment = 1;
    private int flags = ACK;
    private int window = 3000;
    private byte[] options = {};
    private byte[] payload = {};

    private PacketBuilder(boolean ipv6, boolean tcp) {
        this.ipv6 = ipv6;
        this.tcp = tcp;
        source = address(ipv6 ? "2001:db8::1" : "192.0.2.1");
        destination = address(ipv6 ? "2001:db8::2" : "192.0.2.2");
    }

    static PacketBuilder of(boolean ipv6, boolean tcp) {
        return new PacketBuilder(ipv6, tcp);
    }

    static PacketBuilder tcp4() {
        return of(false, true);
    }

    static PacketBuilder tcp6() {
        return of(true, true);
    }

    static PacketBuilder udp4() {
        return of(false, false);
    }

    static PacketBuilder udp6() {
        return of(true, false);
    }

    private static byte[] address(String text) {
        return InetAddress.ofLiteral(text).getAddress();
    }

    private PacketBuilder with(Consumer<PacketBuilder> change) {
        PacketBuilder copy = new PacketBuilder(ipv6, tcp);
        copy.source = source;
        copy.destination = destination;
        copy.sourcePort = sourcePort;
        copy.destinationPort = destinationPort;
        copy.trafficClass = trafficClass;
        copy.hopLimit = hopLimit;
        copy.id = id;
        copy.fragment = fragment;
        copy.sequence = sequence;
        copy.acknowledgment = acknowledgment;
        copy.flags = flags;
        copy.window = window;
        copy.options = options;
        copy.payload = payload;
        change.accept(copy);
        return copy;
    }

    PacketBuilder from(String address) {
        return with(copy -> copy.source = address(address));
    }

    PacketBuilder ports(int from, int to) {
        return with(copy -> {
            copy.sourcePort = from;
            copy.destinationPort = to;
        });
    }

    PacketBuilder trafficClass(int value) {
        return with(copy -> copy.trafficClass = value);
    }

    PacketBuilder hopLimit(int value) {
        return with(copy -> copy.hopLimit = value);
    }

    PacketBuilder id(int value) {
        return with(copy -> copy.id = value);
    }

    /// The IPv4 word of flags and fragment offset.
    PacketBuilder fragment(int value) {
        return with(copy -> copy.fragment = value);
    }

    PacketBuilder sequence(int value) {
        return with(copy -> copy.sequence = value);
    }

    PacketBuilder acknowledgment(int value) {
        return with(copy -> copy.acknowledgment = value);
    }

    PacketBuilder flags(int value) {
        return with(copy -> copy.flags = value);
    }

    PacketBuilder window(int value) {
        return with(copy -> copy.window = value);
    }

    /// TCP options, a multiple of four bytes in hex.
    PacketBuilder options(String hex) {
        return with(copy -> copy.options = HexFormat.of().parseHex(hex));
    }

    PacketBuilder payload(byte[] value) {
        return with(copy -> copy.payload = value);
    }

    PacketBuilder payload(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (sequence + i * 31);
        }
        return payload(bytes);
    }

    PacketBuilder payload(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return payload(bytes);
    }

    int id() {
        return id;
    }

    int sequence() {
        return sequence;
    }

    int window() {
        return window;
    }

    int flags() {
        return flags;
    }

    byte[] payload() {
        return payload;
    }

    boolean ipv6() {
        return ipv6;
    }

    boolean tcp() {
        return tcp;
    }

    int networkLength() {
        return ipv6 ? 40 : 20;
    }

    int headerLength() {
        return networkLength() + (tcp ? 20 + options.length : 8);
    }

    int checksumOffset() {
        return tcp ? 16 : 6;
    }

    byte[] build() {
        ByteBuffer packet = ByteBuffer.allocate(headerLength() + payload.length);
        int transportLength = packet.capacity() - networkLength();
        if (ipv6) {
            packet.putInt(6 << 28 | trafficClass << 20)
                    .putShort((short) transportLength)
                    .put((byte) protocol());
            packet.put((byte) hopLimit);
        } else {
            packet.put((byte) 0x45)
                    .put((byte) trafficClass)
                    .putShort((short) packet.capacity())
                    .putShort((short) id);
            packet.putShort((short) fragment)
                    .put((byte) hopLimit)
                    .put((byte) protocol())
                    .putShort((short) 0);
        }
        packet.put(source).put(destination).putShort((short) sourcePort).putShort((short) destinationPort);
        if (tcp) {
            int dataOffset = (20 + options.length) / 4;
            packet.putInt(sequence)
                    .putInt(acknowledgment)
                    .put((byte) (dataOffset << 4))
                    .put((byte) flags);
            packet.putShort((short) window).putInt(0).put(options);
        } else {
            packet.putShort((short) transportLength).putShort((short) 0);
        }
        packet.put(payload);
        byte[] bytes = packet.array();
        if (!ipv6) {
            putShort(bytes, 10, ~PlainChecksum.sum(bytes, 0, 20, 0));
        }
        int sum = PlainChecksum.sum(
                bytes,
                networkLength(),
                transportLength,
                PlainChecksum.pseudoHeader(bytes, protocol(), transportLength));
        int checksum = ~sum & 0xffff;
        putShort(bytes, networkLength() + checksumOffset(), !tcp && checksum == 0 ? 0xffff : checksum);
        return bytes;
    }

    /// The packet with a wrong transport checksum.
    byte[] buildDamaged() {
        byte[] bytes = build();
        bytes[networkLength() + checksumOffset()] ^= 0x55;
        return bytes;
    }

    /// The packet as the kernel hands it over when the checksum is left to the card: with the pseudo header's sum
    /// in
    /// its place.
    byte[] buildUnfinished() {
        byte[] bytes = build();
        int transportLength = bytes.length - networkLength();
        int pseudoHeader = PlainChecksum.pseudoHeader(bytes, protocol(), transportLength);
        putShort(bytes, networkLength() + checksumOffset(), pseudoHeader);
        return bytes;
    }

    private int protocol() {
        return tcp ? 6 : 17;
    }

    static void putShort(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (value >>> 8);
        bytes[offset + 1] = (byte) value;
    }

    static int getShort(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff;
    }

    static byte[] payloadOf(byte[] packet, int headerLength) {
        return Arrays.copyOfRange(packet, headerLength, packet.length);
    }
}
