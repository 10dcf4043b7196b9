package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.Lane;
import dev.warren.engine.conn.ReceiveBatch;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.noise.Keypair;
import dev.warren.engine.noise.Protocol;
import dev.warren.engine.tun.Coalescer;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The way in: UDP → TUN.
///
/// 1. Receive a few messages of up to 64 KiB, each of which may be many datagrams of one sender.
/// 2. Tell handshake messages from data by the first four bytes; the former go to the control thread's queue.
/// 3. Find the keypair by the receiver index and hold it for a run of messages; drop what is too old or a repetition.
/// 4. Decrypt in place; only now is the sender who it says it is: mark the counter, follow the endpoint.
/// 5. Check that the inner source address is this peer's.
/// 6. Hand the packet to the [Coalescer], which writes what belongs together to the TUN device in one go.
final class Inbound implements AutoCloseable {
    /// Messages a system call, each up to 64 KiB.
    private static final int SLOTS = 4;

    private final Device device;
    private final Lane lane;
    private final Aead aead;
    private final Coalescer coalescer;
    private final ReceiveBatch batch = new ReceiveBatch(SLOTS);

    // The keypair of the messages of the moment, which is held, and what its peer still has to be told of them.
    private @Nullable Peer peer;
    private @Nullable Keypair keypair;
    private @Nullable Tap tap;
    private boolean authentic;
    private long bytes;
    private boolean content;

    // The last source check, because packets come in runs.
    private @Nullable Peer lastOwner;
    private long lastHigh;
    private long lastLow;
    private boolean lastIpv6;
    private int lastVersion = -1;

    Inbound(Device device, Lane lane, Tun tun, Aead aead) {
        this.device = device;
        this.lane = lane;
        this.aead = aead;
        this.coalescer = new Coalescer(tun);
    }

    /// Works off what waits now.
    ///
    /// @return messages received, 0 if none waited
    int pump(long now) {
        int messages = lane.receive(batch);
        try {
            for (int i = 0; i < messages; i++) {
                message(i, now);
            }
        } finally {
            settle(now);
        }
        int failed = coalescer.flush();
        if (failed > 0) {
            device.counters().drop(Drop.TUN_WRITE_FAILED, failed);
        }
        return messages;
    }

    private void message(int index, long now) {
        long offset = batch.offset(index);
        int remaining = batch.length(index);
        int segment = Math.max(1, batch.segmentSize(index));
        do {
            int length = Math.min(segment, remaining);
            datagram(index, offset, length, now);
            offset += length;
            remaining -= length;
        } while (remaining > 0);
    }

    private void datagram(int index, long offset, int length, long now) {
        MemorySegment slab = batch.slab();
        if (length >= Protocol.TRANSPORT_MIN_LENGTH && TransportMessage.type(slab, offset) == Protocol.TRANSPORT) {
            data(index, slab, offset, length, now);
        } else {
            device.control().received(slab, offset, length, batch, index);
        }
    }

    private void data(int index, MemorySegment slab, long offset, int length, long now) {
        IndexEntry entry = device.sessions().indices().get(TransportMessage.receiver(slab, offset));
        Keypair key = entry == null ? null : entry.keypair();
        if (entry == null || key == null) {
            device.counters().drop(Drop.UNKNOWN_INDEX);
            return;
        }
        if (key.expired(now)) {
            device.drop(entry.peer(), Drop.KEY_EXPIRED);
            return;
        }
        Peer sender = entry.peer();
        if (key != keypair) {
            settle(now);
            hold(sender, key);
        }
        long counter = TransportMessage.counter(slab, offset);
        if (!key.replayFilter().fresh(counter)) {
            device.drop(sender, Drop.REPLAYED);
            return;
        }
        long packet = offset + Protocol.TRANSPORT_HEADER_LENGTH;
        int sealed = length - Protocol.TRANSPORT_HEADER_LENGTH;
        if (!aead.open(key.receive(), counter, slab, packet, sealed)) {
            device.drop(sender, Drop.AUTHENTICATION_FAILED);
            return;
        }
        if (!key.replayFilter().accept(counter)) {
            device.drop(sender, Drop.REPLAYED);
            return;
        }
        if (!authentic) {
            authentic = true;
            tap = sender.tap();
            if (sender.keypairs().next() == key) {
                device.confirmed(sender, key, now);
            }
        }
        bytes += length;
        Endpoint known = sender.endpoint();
        if (known == null || !batch.from(index, known)) {
            device.roamed(sender, batch.endpoint(index));
        }
        int available = sealed - Aead.TAG;
        if (available > 0) {
            content = true;
            deliver(sender, slab, packet, available, batch.ecn(index));
        } else {
            sender.log().keepaliveReceived(known);
        }
    }

    private void deliver(Peer sender, MemorySegment slab, long packet, int available, int outerEcn) {
        int length = IpPacket.length(slab, packet, available);
        if (length == 0) {
            device.drop(sender, Drop.INNER_MALFORMED);
        } else if (owner(slab, packet) != sender) {
            device.drop(sender, Drop.SOURCE_NOT_ALLOWED);
        } else if (!Ecn.decapsulate(outerEcn, slab, packet)) {
            device.drop(sender, Drop.ECN_ILLEGAL);
        } else {
            if (tap != null) {
                tap.received(slab, packet, length);
            }
            coalescer.add(slab, packet, length);
        }
    }

    private @Nullable Peer owner(MemorySegment slab, long packet) {
        boolean ipv6 = IpPacket.isIpv6(slab, packet);
        long high = IpPacket.sourceHigh(slab, packet);
        long low = IpPacket.sourceLow(slab, packet);
        int version = device.allowedIps().version();
        if (version != lastVersion || high != lastHigh || low != lastLow || ipv6 != lastIpv6) {
            lastOwner = device.allowedIps().lookup(ipv6, high, low);
            lastHigh = high;
            lastLow = low;
            lastIpv6 = ipv6;
            lastVersion = version;
        }
        return lastOwner;
    }

    /// Begins a run of messages under one keypair.
    private void hold(Peer sender, Keypair key) {
        key.receiving().lock();
        peer = sender;
        keypair = key;
    }

    /// Ends the run: tells the peer what came from it, once for all of it, and lets the keypair go.
    private void settle(long now) {
        Peer sender = peer;
        Keypair key = keypair;
        if (sender == null || key == null) {
            return;
        }
        if (authentic) {
            tell(sender, key, now);
        }
        peer = null;
        keypair = null;
        authentic = false;
        bytes = 0;
        content = false;
        key.receiving().unlock();
    }

    private void tell(Peer sender, Keypair key, long now) {
        sender.received(bytes);
        sender.timers().authenticatedReceived();
        sender.timers().authenticatedTraversed(now);
        if (content) {
            sender.timers().dataReceived(now);
        }
        if (isNearEnd(key, now) && key.rekeysEarly()) {
            device.control().wantHandshake(sender, now);
        }
    }

    /// Whitepaper §6.2: an initiator that still receives under a key near its end begins anew, once for each key.
    private static boolean isNearEnd(Keypair key, long now) {
        return key.initiator() && now - key.createdAt() > Protocol.REKEY_AFTER_TIME_RECEIVING;
    }

    @Override
    public void close() {
        aead.close();
        batch.close();
    }
}
