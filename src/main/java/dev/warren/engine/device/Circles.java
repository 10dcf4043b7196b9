package dev.warren.engine.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.warren.engine.noise.Protocol;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Notices messages that would go round in a circle.
///
/// A peer's endpoint may lie in the tunnel of another peer of the same interface, and that is right: onion routing. If
/// it
/// lies in the peer's own tunnel, or two peers' endpoints in each other's, a message comes back out of the interface,
/// is
/// encrypted once more, and so on for ever, growing and falling into fragments that do the same. An administrator can
/// make
/// that happen by mistake, and a peer on purpose: by sending from inside its tunnel, so that its endpoint follows it
/// there.
///
/// Our own messages are known by their receiver index. What was seen of them tells which peer's messages go through
/// which
/// peer's tunnel; a message whose way leads back to its own receiver is one too many.
final class Circles {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int MAX_NESTING = 8;

    /// How long it is believed that a peer's messages still take the way that they were seen on.
    private static final long BELIEVED = 1_000_000_000L;

    private final Device device;

    Circles(Device device) {
        this.device = device;
    }

    /// Whether this packet is a message of ours that must not go to this peer.
    boolean close(Peer carrier, MemorySegment memory, long packet, int length, long now) {
        int payload = udpPayload(memory, packet);
        if (payload == 0
                || length < payload + Protocol.TRANSPORT_MIN_LENGTH
                || memory.get(SHORT, packet + payload - UDP_HEADER) != (short) device.listenPort()
                || TransportMessage.type(memory, packet + payload) != Protocol.TRANSPORT) {
            return false;
        }
        Peer receiver = device.sessions().receiver(TransportMessage.receiver(memory, packet + payload));
        return receiver != null && closes(receiver, carrier, now);
    }

    private static boolean closes(Peer receiver, Peer carrier, long now) {
        receiver.carriage(new Peer.Carriage(carrier, now));
        Peer next = carrier;
        for (int depth = 0; depth < MAX_NESTING && next != null; depth++) {
            if (next == receiver) {
                return true;
            }
            next = carrier(next, now);
        }
        return next != null;
    }

    private static @Nullable Peer carrier(Peer peer, long now) {
        Peer.Carriage carriage = peer.carriage();
        return carriage == null || now - carriage.at() > BELIEVED ? null : carriage.carrier();
    }

    /// Where the content of a UDP datagram begins; 0 if it is none, or a fragment after the first.
    private static int udpPayload(MemorySegment memory, long packet) {
        if (IpPacket.isIpv6(memory, packet)) {
            return memory.get(JAVA_BYTE, packet + 6) == UDP ? IpPacket.IPV6_HEADER + UDP_HEADER : 0;
        }
        boolean first = (memory.get(SHORT, packet + 6) & 0x1fff) == 0;
        int header = (memory.get(JAVA_BYTE, packet) & 0x0f) * 4;
        return first && memory.get(JAVA_BYTE, packet + 9) == UDP ? header + UDP_HEADER : 0;
    }
}
