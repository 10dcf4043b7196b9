package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.conn.BindEvent;
import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.ReceiveBatch;
import dev.warren.engine.conn.SendBatch;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.linux.BootClock;
import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;

/// Plays a handshake and some traffic between two devices in memory, before the first real peer speaks.
///
/// A cold virtual machine takes a second for its first handshake, and interprets its first thousand packets.
/// Afterwards the classes are loaded, the cryptography is chosen and checked, and the data path is compiled.
public final class Rehearsal {
    private static final InetSocketAddress ALICE = new InetSocketAddress("192.0.2.1", 1);
    private static final InetSocketAddress BOB = new InetSocketAddress("192.0.2.2", 2);

    private Rehearsal() {}

    /// Plays one handshake, and then traffic both ways for so long.
    ///
    /// @param nanos 0 for no more than a packet each way
    /// @return frames that arrived
    public static long play(long nanos) {
        SecureRandom random = new SecureRandom();
        PrivateKey alicesKey = PrivateKey.generate(random);
        PrivateKey bobsKey = PrivateKey.generate(random);
        try (Actor alice = new Actor(ALICE, random);
                Actor bob = new Actor(BOB, random)) {
            alice.meet(bob, alicesKey, bobsKey);
            bob.meet(alice, bobsKey, alicesKey);
            long end = BootClock.now() + nanos;
            do {
                alice.turn();
                bob.turn();
            } while (BootClock.now() < end || alice.tun.written == 0 || bob.tun.written == 0);
            return alice.tun.written + bob.tun.written;
        } finally {
            alicesKey.destroy();
            bobsKey.destroy();
        }
    }

    /// One device with what it is connected to.
    private static final class Actor implements AutoCloseable {
        private final InetSocketAddress address;
        private final MemoryBind bind;
        private final MemoryTun tun;
        private final Device device;
        private final Outbound outbound;
        private final Inbound inbound;

        Actor(InetSocketAddress address, SecureRandom random) {
            this.address = address;
            bind = new MemoryBind(Endpoint.of(address));
            tun = new MemoryTun(address);
            device = new Device(
                    tun, (port, mark) -> bind, random, InstantSource.system(), DeviceListener.SILENT, () -> {});
            outbound = new Outbound(device, tun, new Sender(device, Aead.best()));
            inbound = new Inbound(device, bind, tun, Aead.best());
        }

        void meet(Actor other, PrivateKey ownKey, PrivateKey othersKey) {
            bind.other = other.bind;
            byte[] theirs = other.address.getAddress().getAddress();
            device.apply(
                    new DeviceUpdate()
                            .privateKey(ownKey)
                            .listenPort(address.getPort())
                            .peer(new PeerUpdate(othersKey.publicKey())
                                    .endpoint(Endpoint.of(other.address))
                                    .allow(Prefix.of(theirs, 32))),
                    BootClock.now());
            device.up();
            tun.script(theirs);
        }

        void turn() {
            long now = BootClock.now();
            outbound.pump(now);
            device.control().pump(now);
            inbound.pump(now);
            device.control().pump(now);
        }

        @Override
        public void close() {
            outbound.close();
            inbound.close();
            device.close();
            tun.close();
            bind.closeForGood();
        }
    }

    /// Hands every run to the other one's queue.
    private static final class MemoryBind implements Bind {
        private static final int MAX_RUNS = 64;

        private record Run(MemorySegment room, int length, int segmentSize) {}

        private final Endpoint self;
        private final Arena arena = Arena.ofShared();
        private final ArrayDeque<Run> arrived = new ArrayDeque<>();
        private final ArrayDeque<MemorySegment> spare = new ArrayDeque<>();
        private MemoryBind other = this;

        MemoryBind(Endpoint self) {
            this.self = self;
        }

        @Override
        public int send(SendBatch batch) {
            for (int i = 0; i < batch.runs() && other.arrived.size() < MAX_RUNS; i++) {
                MemorySegment room = other.spare.poll();
                if (room == null) {
                    room = other.arena.allocate(ReceiveBatch.SLOT, 64);
                }
                MemorySegment.copy(batch.slab(), batch.offset(i), room, 0, batch.length(i));
                other.arrived.add(new Run(room, batch.length(i), batch.segmentSize(i)));
            }
            return batch.datagrams();
        }

        @Override
        public int receive(ReceiveBatch batch) {
            batch.clear();
            while (batch.count() < batch.capacity() && !arrived.isEmpty()) {
                Run run = arrived.remove();
                batch.add(other.self, 0, run.room().asSlice(0, run.length()), run.segmentSize());
                spare.add(run.room());
            }
            return batch.count();
        }

        @Override
        public int port() {
            return self.address().getPort();
        }

        @Override
        public boolean await() {
            return true;
        }

        @Override
        public boolean await(Descriptors others) {
            return true;
        }

        @Override
        public void wake() {}

        @Override
        public void setMark(int mark) {}

        @Override
        public long count(BindEvent event) {
            return 0;
        }

        @Override
        public void close() {}

        void closeForGood() {
            arena.close();
        }
    }

    /// Has one TCP stream to send, in frames of 16 segments, and counts what it is given.
    private static final class MemoryTun implements Tun {
        private static final ValueLayout.OfShort SHORT =
                ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
        private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

        private static final int HEADERS = 40;
        private static final int SEGMENT = 1380;
        private static final int SEGMENTS = 16;
        private static final int LENGTH = HEADERS + SEGMENT * SEGMENTS;
        private static final int FRAMES_A_TURN = 2;

        private final byte[] source;
        private final Arena arena = Arena.ofShared();
        private final MemorySegment frame = arena.allocate(VirtioNetHeader.SIZE + LENGTH, 64);
        private int sequence;
        private int left;
        private long written;

        MemoryTun(InetSocketAddress address) {
            source = address.getAddress().getAddress();
        }

        /// A frame as the kernel would hand it over: one IPv4 header, one TCP header, and the payload of many
        /// segments.
        void script(byte[] destination) {
            frame.set(ValueLayout.JAVA_BYTE, 0, (byte) VirtioNetHeader.NEEDS_CSUM);
            frame.set(ValueLayout.JAVA_BYTE, 1, (byte) VirtioNetHeader.GSO_TCPV4);
            frame.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2, (short) HEADERS);
            frame.set(ValueLayout.JAVA_SHORT_UNALIGNED, 4, (short) SEGMENT);
            frame.set(ValueLayout.JAVA_SHORT_UNALIGNED, 6, (short) 20);
            frame.set(ValueLayout.JAVA_SHORT_UNALIGNED, 8, (short) 16);
            long packet = VirtioNetHeader.SIZE;
            frame.set(ValueLayout.JAVA_BYTE, packet, (byte) 0x45);
            frame.set(SHORT, packet + 2, (short) LENGTH);
            frame.set(SHORT, packet + 6, (short) 0x4000);
            frame.set(ValueLayout.JAVA_BYTE, packet + 8, (byte) 64);
            frame.set(ValueLayout.JAVA_BYTE, packet + 9, (byte) 6);
            MemorySegment.copy(source, 0, frame, ValueLayout.JAVA_BYTE, packet + 12, 4);
            MemorySegment.copy(destination, 0, frame, ValueLayout.JAVA_BYTE, packet + 16, 4);
            frame.set(ValueLayout.JAVA_BYTE, packet + 32, (byte) 0x50);
            frame.set(ValueLayout.JAVA_BYTE, packet + 33, (byte) 0x10);
        }

        @Override
        public int read(MemorySegment buffer, long offset, int capacity) {
            if (left == 0) {
                left = FRAMES_A_TURN;
                return 0;
            }
            left--;
            frame.set(INT, VirtioNetHeader.SIZE + 24, sequence);
            sequence += SEGMENT * SEGMENTS;
            MemorySegment.copy(frame, 0, buffer, offset, frame.byteSize());
            return (int) frame.byteSize();
        }

        @Override
        public int write(MemorySegment iov, int count) {
            written++;
            return 0;
        }

        @Override
        public String name() {
            return "rehearsal";
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public int mtu() {
            return HEADERS + SEGMENT;
        }

        @Override
        public boolean joinsTcp() {
            return true;
        }

        @Override
        public boolean joinsUdp() {
            return true;
        }

        @Override
        public boolean await() {
            return true;
        }

        @Override
        public Descriptors descriptors() {
            throw new UnsupportedOperationException("nothing to wait for");
        }

        @Override
        public void wake() {}

        @Override
        public void close() {
            arena.close();
        }
    }
}
