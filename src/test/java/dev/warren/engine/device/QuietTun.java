package dev.warren.engine.device;

import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An interface that always sends the same packet and forgets what it receives, without any garbage of its own.
final class QuietTun implements Tun {
    /// Packets that can be read.
    int waiting;

    /// Packets that were written.
    int written;

    private final MemorySegment frame;

    QuietTun(String from, String to) {
        byte[] packet = Packets.ofLength(from, to, 1420);
        frame = Arena.ofAuto().allocate(VirtioNetHeader.SIZE + packet.length);
        MemorySegment.copy(packet, 0, frame, ValueLayout.JAVA_BYTE, VirtioNetHeader.SIZE, packet.length);
    }

    @Override
    public int read(MemorySegment buffer, long offset, int capacity) {
        if (waiting == 0) {
            return 0;
        }
        waiting--;
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
        return "quiet";
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

    @Override
    public boolean await() {
        return true;
    }

    @Override
    public Descriptors descriptors() {
        throw new UnsupportedOperationException("nobody waits in a test");
    }

    @Override
    public void wake() {}

    @Override
    public void close() {}
}
