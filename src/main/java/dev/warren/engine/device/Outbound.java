package dev.warren.engine.device;

import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The way out: TUN → UDP.
///
/// 1. Read a frame from the TUN device: one packet, or up to 64 KiB that the kernel left in one piece.
/// 2. Find the peer that its destination address belongs to; if there is none, tell the sender ([Unreachable]).
/// 3. Drop it if it is a message of ours that goes round in a circle ([Circles]).
/// 4. Cut, encrypt and batch it ([Sender]); without a session, stage it and ask for a handshake.
/// 5. When nothing more waits, or enough is gathered, hand the batch to the kernel.
final class Outbound implements AutoCloseable {
    /// Frames that are read before what they became is sent. Bounds the time that the first of them waits.
    private static final int MAX_FRAMES = 64;

    /// Bytes of frames likewise: some tenths of a millisecond.
    private static final int MAX_BYTES = 1 << 18;

    private final Device device;
    private final Tun tun;
    private final Sender sender;
    private final Unreachable unreachable;
    private final Circles circles;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(Tun.MAX_FRAME, 64);

    // What is being worked off.
    private MemorySegment frame = buffer;

    // The last look-up, because most packets go where the last one went.
    private @Nullable Peer lastPeer;
    private long lastHigh;
    private long lastLow;
    private boolean lastIpv6;
    private int lastVersion = -1;

    Outbound(Device device, Tun tun, Sender sender) {
        this.device = device;
        this.tun = tun;
        this.sender = sender;
        this.unreachable = new Unreachable(tun);
        this.circles = new Circles(device);
    }

    /// Works off what waits in the TUN device now.
    ///
    /// @return frames read, 0 if none waited, or −errno when the TUN device can't be read any more
    int pump(long now) {
        frame = buffer;
        int frames = 0;
        int bytes = 0;
        while (frames < MAX_FRAMES && bytes < MAX_BYTES) {
            int length = tun.read(buffer, 0, Tun.MAX_FRAME);
            if (length <= 0) {
                if (length < 0 && frames == 0) {
                    return length;
                }
                break;
            }
            frames++;
            bytes += length;
            forward(length, now);
        }
        sender.flush();
        return frames;
    }

    /// Works off what another thread has read.
    ///
    /// @return frames, 0 if none waited
    int pump(SteeredFrames steered, long now) {
        int frames = 0;
        while (frames < MAX_FRAMES) {
            int length = steered.length();
            if (length == 0) {
                break;
            }
            frames++;
            frame = steered.first();
            forward(length, now);
            steered.remove();
        }
        sender.flush();
        return frames;
    }

    private void forward(int length, long now) {
        if (!isIp(length - VirtioNetHeader.SIZE)) {
            device.counters().drop(Drop.OUTBOUND_MALFORMED);
            return;
        }
        Peer peer = route();
        if (peer == null) {
            device.counters().drop(Drop.NO_PEER_FOR_DESTINATION);
            unreachable.tell(frame, VirtioNetHeader.SIZE, length - VirtioNetHeader.SIZE, now);
            return;
        }
        if (circles.close(peer, frame, VirtioNetHeader.SIZE, length - VirtioNetHeader.SIZE, now)) {
            device.drop(peer, Drop.ROUTING_LOOP);
            return;
        }
        if (!peer.staged().isEmpty() || !sender.send(peer, frame, 0, length, now)) {
            stage(peer, length, now);
        }
    }

    private boolean isIp(int length) {
        return length >= IpPacket.IPV4_HEADER
                && switch (IpPacket.version(frame, VirtioNetHeader.SIZE)) {
                    case 4 -> true;
                    case 6 -> length >= IpPacket.IPV6_HEADER;
                    default -> false;
                };
    }

    private @Nullable Peer route() {
        boolean ipv6 = IpPacket.isIpv6(frame, VirtioNetHeader.SIZE);
        long high = IpPacket.destinationHigh(frame, VirtioNetHeader.SIZE);
        long low = IpPacket.destinationLow(frame, VirtioNetHeader.SIZE);
        int version = device.allowedIps().version();
        if (version != lastVersion || high != lastHigh || low != lastLow || ipv6 != lastIpv6) {
            lastPeer = device.allowedIps().lookup(ipv6, high, low);
            lastHigh = high;
            lastLow = low;
            lastIpv6 = ipv6;
            lastVersion = version;
        }
        return lastPeer;
    }

    private void stage(Peer peer, int length, long now) {
        if (peer.endpoint() == null) {
            device.drop(peer, Drop.NO_ENDPOINT);
            unreachable.tell(frame, VirtioNetHeader.SIZE, length - VirtioNetHeader.SIZE, now);
            return;
        }
        if (peer.responder()) {
            // It may be long before it begins a handshake, and nobody wants packets of long ago.
            device.drop(peer, Drop.NO_SESSION);
            return;
        }
        peer.stagingLock.lock();
        try {
            if (peer.removed()) {
                device.counters().drop(Drop.NO_PEER_FOR_DESTINATION);
                return;
            }
            // A session may have come about since, and what is staged goes first.
            if (peer.maySend(now)) {
                sender.sendStagedLocked(peer, now);
                if (sender.send(peer, frame, 0, length, now)) {
                    return;
                }
            }
            int dropped = peer.staged().add(frame, 0, length);
            if (dropped > 0) {
                device.drop(peer, Drop.STAGED_OVERFLOW, dropped);
            }
        } finally {
            peer.stagingLock.unlock();
        }
        device.control().wantSession(peer, now);
    }

    @Override
    public void close() {
        sender.close();
        unreachable.close();
        arena.close();
    }
}
