package dev.warren.engine.device;

import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/// An interface in memory for threads: who reads may wait.
final class LiveTun implements Tun {
    private static final int CAPACITY = 256;

    /// Packets that came out of the tunnel.
    final AtomicLong received = new AtomicLong();

    private final String name;

    // @GuardedBy("this")
    private final ArrayDeque<byte[]> packets = new ArrayDeque<>();
    private boolean closed;

    private final Readiness readiness = new Readiness();

    LiveTun(String name) {
        this.name = name;
    }

    /// Lets the host send a packet; what has no room is lost.
    synchronized void send(byte[] packet) {
        if (packets.size() < CAPACITY) {
            packets.add(packet);
            readiness.raise();
        }
    }

    @Override
    public synchronized int read(MemorySegment buffer, long offset, int capacity) {
        byte[] packet = packets.poll();
        if (packets.isEmpty()) {
            readiness.lower();
        }
        if (packet == null) {
            return closed ? -Errno.EBADF : 0;
        }
        buffer.asSlice(offset, VirtioNetHeader.SIZE).fill((byte) 0);
        MemorySegment.copy(packet, 0, buffer, ValueLayout.JAVA_BYTE, offset + VirtioNetHeader.SIZE, packet.length);
        return VirtioNetHeader.SIZE + packet.length;
    }

    @Override
    public int write(MemorySegment iov, int count) {
        received.incrementAndGet();
        return 0;
    }

    @Override
    public boolean await() {
        return readiness.descriptors().await();
    }

    @Override
    public Descriptors descriptors() {
        return readiness.descriptors();
    }

    @Override
    public void wake() {
        readiness.descriptors().wake();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        readiness.close();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int index() {
        return 1;
    }

    @Override
    public int mtu() {
        return 1420;
    }

    @Override
    public boolean joinsTcp() {
        return false;
    }

    @Override
    public boolean joinsUdp() {
        return false;
    }
}
