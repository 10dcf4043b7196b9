package dev.warren.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Non-blocking descriptors that one thread waits for, several use, and any may wake or close.
///
/// Closing a descriptor in Unix neither wakes who waits for it, nor keeps the next file that is opened from getting its
/// number while another thread is on its way into a call. So each use is counted between [#enter] and [#exit], and
/// [#close] lets nobody in, wakes the waiting thread by an eventfd, waits until all are out, and only then closes.
public final class Descriptors implements AutoCloseable {

    private static final int CLOSING = 1 << 31;

    private final int[] fds;
    private final int eventfd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment pollfds;
    private final MemorySegment signal;
    private final MemorySegment drained;

    /// How many are inside, and [#CLOSING] once nobody may enter any more.
    private final AtomicInteger users = new AtomicInteger();

    private volatile @Nullable Thread closer;

    // What is waited for together with the descriptors of `company`; of the waiting thread.
    private @Nullable Descriptors company;
    private MemorySegment shared = MemorySegment.NULL;

    /// Takes the descriptors over: [#close] closes them, and so does a failure here.
    ///
    /// @throws ErrnoException when there is no descriptor left for the eventfd
    public Descriptors(int... fds) {
        this.fds = fds.clone();
        eventfd = Libc.eventfd(0, Libc.EFD_NONBLOCK | Libc.EFD_CLOEXEC);
        if (eventfd < 0) {
            closeAll();
            throw new ErrnoException("create an eventfd", -eventfd);
        }
        pollfds = arena.allocate((fds.length + 1) * Pollfd.SIZE, 8);
        signal = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
        drained = arena.allocate(ValueLayout.JAVA_LONG);
        for (int i = 0; i < fds.length; i++) {
            Pollfd.set(pollfds, i, fds[i], Libc.POLLIN);
        }
        Pollfd.set(pollfds, fds.length, eventfd, Libc.POLLIN);
    }

    /// Begins a use of the descriptors, which must be brief and end with [#exit].
    ///
    /// @return false when they are closed
    public boolean enter() {
        if (users.incrementAndGet() < 0) {
            exit();
            return false;
        }
        return true;
    }

    /// Ends what [#enter] began.
    public void exit() {
        if (users.decrementAndGet() == CLOSING) {
            LockSupport.unpark(closer);
        }
    }

    /// Waits until one of the descriptors is readable or [#wake] is called, before or meanwhile; for one thread.
    ///
    /// @return false when the descriptors are closed
    public boolean await() {
        if (!enter()) {
            return false;
        }
        try {
            if (Libc.poll(pollfds, fds.length + 1, -1) > 0) {
                drain(pollfds, fds.length);
            }
            return !isClosed();
        } finally {
            exit();
        }
    }

    /// As [#await], but also ends when one of the `others` is readable, or they are woken or closed. Nobody else
    /// may wait for them meanwhile.
    ///
    /// @return false when these descriptors are closed
    public boolean await(Descriptors others) {
        if (!others.enter()) {
            return await();
        }
        try {
            if (!enter()) {
                return false;
            }
            try {
                int own = fds.length + 1;
                MemorySegment both = together(others);
                if (Libc.poll(both, own + others.fds.length + 1, -1) > 0) {
                    drain(both, own - 1);
                    others.drain(both, own + others.fds.length);
                }
                return !isClosed();
            } finally {
                exit();
            }
        } finally {
            others.exit();
        }
    }

    /// The array for `poll` that lists these descriptors and the others.
    private MemorySegment together(Descriptors others) {
        if (company != others) {
            long own = pollfds.byteSize();
            shared = arena.allocate(own + others.pollfds.byteSize(), 8);
            MemorySegment.copy(pollfds, 0, shared, 0, own);
            MemorySegment.copy(others.pollfds, 0, shared, own, others.pollfds.byteSize());
            company = others;
        }
        return shared;
    }

    private void drain(MemorySegment polled, int index) {
        if (Pollfd.happened(polled, index) != 0 && !isClosed()) {
            Libc.read(eventfd, drained, 0, drained.byteSize());
        }
    }

    /// Ends the wait of the waiting thread, or its next one.
    public void wake() {
        if (enter()) {
            signal();
            exit();
        }
    }

    public boolean isClosed() {
        return users.get() < 0;
    }

    /// Wakes the waiting thread, waits until nobody uses the descriptors, and closes them. Closing twice is
    /// allowed.
    @Override
    public synchronized void close() {
        if (isClosed()) {
            return;
        }
        closer = Thread.currentThread();
        users.getAndUpdate(inside -> inside | CLOSING);
        signal();
        while (users.get() != CLOSING) {
            LockSupport.park(this);
        }
        closeAll();
        Libc.close(eventfd);
        arena.close();
    }

    private void signal() {
        // Fails only when the counter is full, and then the waiting thread wakes as well.
        Libc.write(eventfd, signal, 0, signal.byteSize());
    }

    private void closeAll() {
        for (int fd : fds) {
            Libc.close(fd);
        }
    }
}
