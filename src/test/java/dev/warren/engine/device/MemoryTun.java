package dev.warren.engine.device;

import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.Iovec;
import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An interface whose host is the test: what it sends is read, what is written it receives.
final class MemoryTun implements Tun {
    /// Every packet that came out of the tunnel.
    final List<byte[]> received = new ArrayList<>();

    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private final String name;
    private int mtu = 1420;
    private boolean joins;
    private boolean closed;

    MemoryTun(String name) {
        this.name = name;
    }

    /// Lets the host send a packet.
    void send(byte[] packet) {
        byte[] frame = new byte[VirtioNetHeader.SIZE + packet.length];
        System.arraycopy(packet, 0, frame, VirtioNetHeader.SIZE, packet.length);
        sendFrame(frame);
    }

    /// Lets the kernel hand over a frame with its header.
    void sendFrame(byte[] frame) {
        frames.add(frame);
    }

    void mtu(int changed) {
        mtu = changed;
    }

    /// Takes frames that join several packets, from whoever begins to write after this.
    void joining() {
        joins = true;
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
        return mtu;
    }

    @Override
    public boolean joinsTcp() {
        return joins;
    }

    @Override
    public boolean joinsUdp() {
        return joins;
    }

    @Override
    public int read(MemorySegment buffer, long offset, int capacity) {
        byte[] frame = frames.poll();
        if (frame == null) {
            return closed ? -Errno.EBADF : 0;
        }
        int length = Math.min(frame.length, capacity);
        MemorySegment.copy(frame, 0, buffer, ValueLayout.JAVA_BYTE, offset, length);
        return length;
    }

    @Override
    public int write(MemorySegment iov, int count) {
        byte[] frame = new byte[0];
        for (int i = 0; i < count; i++) {
            long length = iov.get(ValueLayout.JAVA_LONG, i * Iovec.SIZE + Iovec.LENGTH);
            byte[] piece = MemorySegment.ofAddress(iov.get(ValueLayout.JAVA_LONG, i * Iovec.SIZE + Iovec.BASE))
                    .reinterpret(length)
                    .toArray(ValueLayout.JAVA_BYTE);
            frame = Arrays.copyOf(frame, frame.length + piece.length);
            System.arraycopy(piece, 0, frame, frame.length - piece.length, piece.length);
        }
        received.add(Arrays.copyOfRange(frame, VirtioNetHeader.SIZE, frame.length));
        return 0;
    }

    @Override
    public boolean await() {
        return !closed;
    }

    @Override
    public Descriptors descriptors() {
        throw new UnsupportedOperationException("nobody waits in a test");
    }

    @Override
    public void wake() {}

    @Override
    public void close() {
        closed = true;
    }
}
