package dev.warren.engine.tun;

import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.Iovec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Keeps the frames that are written to it, each gathered into one array; may be told to refuse some.
class RecordingTun implements Tun {
    final List<byte[]> frames = new ArrayList<>();
    private boolean joinsTcp = true;
    private boolean joinsUdp = true;
    private ToIntFunction<byte[]> result = frame -> 0;

    RecordingTun joining(boolean tcp, boolean udp) {
        joinsTcp = tcp;
        joinsUdp = udp;
        return this;
    }

    /// Frames for which `result` is a negated errno are not kept.
    RecordingTun answering(ToIntFunction<byte[]> result) {
        this.result = result;
        return this;
    }

    @Override
    public int write(MemorySegment iov, int count) {
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += (int) iov.get(ValueLayout.JAVA_LONG, i * Iovec.SIZE + Iovec.LENGTH);
        }
        byte[] frame = new byte[total];
        int position = 0;
        for (int i = 0; i < count; i++) {
            long length = iov.get(ValueLayout.JAVA_LONG, i * Iovec.SIZE + Iovec.LENGTH);
            MemorySegment piece = MemorySegment.ofAddress(iov.get(ValueLayout.JAVA_LONG, i * Iovec.SIZE + Iovec.BASE))
                    .reinterpret(length);
            MemorySegment.copy(piece, ValueLayout.JAVA_BYTE, 0, frame, position, (int) length);
            position += (int) length;
        }
        int answer = result.applyAsInt(frame);
        if (answer >= 0) {
            frames.add(frame);
        }
        return answer;
    }

    @Override
    public boolean joinsTcp() {
        return joinsTcp;
    }

    @Override
    public boolean joinsUdp() {
        return joinsUdp;
    }

    @Override
    public String name() {
        return "recording";
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
    public int read(MemorySegment buffer, long offset, int capacity) {
        return -Errno.EBADF;
    }

    @Override
    public boolean await() {
        return false;
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
