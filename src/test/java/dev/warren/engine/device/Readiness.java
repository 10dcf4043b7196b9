package dev.warren.engine.device;

import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A file descriptor that is readable while something waits in memory, for threads that wait for descriptors.
final class Readiness implements AutoCloseable {
    private final int eventfd = Libc.eventfd(0, Libc.EFD_NONBLOCK | Libc.EFD_CLOEXEC);
    private final MemorySegment one = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, 1);
    private final MemorySegment drained = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
    private final Descriptors descriptors = new Descriptors(eventfd);

    Descriptors descriptors() {
        return descriptors;
    }

    /// Something waits.
    void raise() {
        if (descriptors.enter()) {
            try {
                Libc.write(eventfd, one, 0, Long.BYTES);
            } finally {
                descriptors.exit();
            }
        }
    }

    /// Nothing waits any more. Whoever calls this keeps others from raising it meanwhile.
    void lower() {
        if (descriptors.enter()) {
            try {
                Libc.read(eventfd, drained, 0, Long.BYTES);
            } finally {
                descriptors.exit();
            }
        }
    }

    @Override
    public void close() {
        descriptors.close();
    }
}
