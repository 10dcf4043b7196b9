package dev.warren.engine.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.SendBatch;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.noise.Keypair;
import dev.warren.engine.noise.Protocol;
import dev.warren.engine.tun.Segmenter;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One thread's way from plaintext to datagrams: segments a frame, encrypts each packet in the place from which it
/// will be sent, and hands the kernel a batch at a time.
///
/// Memory: the batch's slab and one frame for staged packets, both for as long as the sender lives.
final class Sender implements AutoCloseable {
    /// Bytes of datagrams gathered before they are sent: four frames of 64 KiB, and small enough for the
    /// second-level cache.
    private static final int BATCH = 1 << 18;

    private final Device device;
    private final Aead aead;
    private final Segmenter segmenter = new Segmenter();
    private final SendBatch batch = new SendBatch(BATCH);
    private final Arena arena = Arena.ofShared();
    private final MemorySegment stagedFrame = arena.allocate(Tun.MAX_FRAME, 64);

    Sender(Device device, Aead aead) {
        this.device = device;
        this.aead = aead;
    }

    /// Encrypts a frame for a peer and adds it to the batch.
    ///
    /// @return false if the peer has no session with which it could be sent
    boolean send(Peer peer, MemorySegment frame, long offset, int length, long now) {
        Keypair keypair = peer.keypairs().current();
        if (keypair == null || !keypair.sendable(now)) {
            return false;
        }
        Endpoint endpoint = peer.endpoint();
        if (endpoint == null) {
            device.drop(peer, Drop.NO_ENDPOINT);
            return true;
        }
        if (!segmenter.reset(frame, offset, length)) {
            device.drop(peer, Drop.OUTBOUND_MALFORMED);
            return true;
        }
        int ecn = segmenter.trafficClass() & Ecn.MASK;
        int count = segmenter.count();
        int room = Protocol.TRANSPORT_OVERHEAD + segmenter.maxSegmentLength() + Protocol.PADDING_MULTIPLE;
        long counter = keypair.reserve(count);
        if (counter == Keypair.EXHAUSTED) {
            return false;
        }
        long bytes = 0;
        Tap tap = peer.tap();
        for (int i = 0; i < count; i++) {
            if (batch.room() < room) {
                flush();
            }
            long start = batch.offset();
            MemorySegment slab = batch.slab();
            int plain = segmenter.copy(i, slab, start + Protocol.TRANSPORT_HEADER_LENGTH);
            if (tap != null) {
                tap.sent(slab, start + Protocol.TRANSPORT_HEADER_LENGTH, plain);
            }
            bytes += seal(keypair, counter + i, slab, start, plain, endpoint, ecn);
        }
        peer.transmitted(bytes);
        peer.timers().dataSent(now);
        sent(peer, keypair, now);
        return true;
    }

    /// Adds a message without content to the batch (whitepaper §6.5).
    ///
    /// @return false if the peer has no session with which it could be sent
    boolean sendKeepalive(Peer peer, long now) {
        Keypair keypair = peer.keypairs().current();
        if (keypair == null || !keypair.sendable(now)) {
            return false;
        }
        Endpoint endpoint = peer.endpoint();
        if (endpoint == null) {
            device.drop(peer, Drop.NO_ENDPOINT);
            return true;
        }
        long counter = keypair.reserve(1);
        if (counter == Keypair.EXHAUSTED) {
            return false;
        }
        makeRoom(Protocol.TRANSPORT_MIN_LENGTH);
        peer.transmitted(seal(keypair, counter, batch.slab(), batch.offset(), 0, endpoint, Ecn.NOT_ECT));
        peer.log().keepaliveSent(endpoint);
        sent(peer, keypair, now);
        return true;
    }

    /// Sends what waited for a session, in order and before anything newer.
    void sendStagedLocked(Peer peer, long now) {
        for (byte[] frame = peer.staged().poll();
                frame != null;
                frame = peer.staged().poll()) {
            MemorySegment.copy(frame, 0, stagedFrame, JAVA_BYTE, 0, frame.length);
            if (!send(peer, stagedFrame, 0, frame.length, now)) {
                device.drop(peer, Drop.HANDSHAKE_TIMED_OUT);
            }
        }
        flush();
        peer.staged().settle();
    }

    /// Sends a handshake message or cookie reply at once.
    void sendMessage(Endpoint endpoint, int tos, byte[] message, int length) {
        makeRoom(length);
        MemorySegment.copy(message, 0, batch.slab(), JAVA_BYTE, batch.offset(), length);
        batch.add(endpoint, tos, length);
        flush();
    }

    /// Hands the batch to the kernel.
    void flush() {
        if (!batch.isEmpty()) {
            device.transmit(batch);
            batch.clear();
        }
    }

    private void makeRoom(int length) {
        if (batch.room() < length) {
            flush();
        }
    }

    private int seal(
            Keypair keypair, long counter, MemorySegment slab, long start, int plain, Endpoint endpoint, int ecn) {
        int padded = plain + TransportMessage.padding(plain, device.mtu());
        // Up to 15 bytes of padding in two writes; where they reach further, the tag follows.
        slab.set(JAVA_LONG_UNALIGNED, start + Protocol.TRANSPORT_HEADER_LENGTH + plain, 0);
        slab.set(JAVA_LONG_UNALIGNED, start + Protocol.TRANSPORT_HEADER_LENGTH + plain + Long.BYTES, 0);
        TransportMessage.writeHeader(slab, start, keypair.remoteIndex(), counter);
        if (!aead.seal(keypair.send(), counter, slab, start + Protocol.TRANSPORT_HEADER_LENGTH, padded)) {
            device.counters().drop(Drop.KEY_EXPIRED);
            return 0;
        }
        int length = Protocol.TRANSPORT_OVERHEAD + padded;
        batch.add(endpoint, ecn, length);
        return length;
    }

    private void sent(Peer peer, Keypair keypair, long now) {
        peer.timers().authenticatedSent();
        peer.timers().authenticatedTraversed(now);
        if (rekeyAfterSending(keypair, now)) {
            device.control().wantHandshake(peer, now);
        }
    }

    /// Whitepaper §6.2: after so many messages either side begins anew, after so much time only the initiator.
    private static boolean rekeyAfterSending(Keypair keypair, long now) {
        return Long.compareUnsigned(keypair.sent(), Protocol.REKEY_AFTER_MESSAGES) > 0
                || keypair.initiator() && now - keypair.createdAt() > Protocol.REKEY_AFTER_TIME;
    }

    @Override
    public void close() {
        aead.close();
        batch.close();
        arena.close();
    }
}
