package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Which of two threads reads the TUN device: the outbound one, whose task it is, or the receiving one, to which it
/// is lent.
///
/// A thread that does both directions saves waking another one for each answer: what this machine has to say to a
/// packet mostly lies in the TUN device by the time the packet is written there, and the acknowledgments of a stream
/// leave together. So the duty is lent as long as one thread can do both. It is returned when both directions keep
/// that thread busy, and lent again when they don't any more.
///
/// Only who has the duty gives it away, so that the two never read at once.
final class TunDuty {
    /// How long one thread must have been busy until it is helped, and how long both are watched until one is
    /// enough.
    private static final long WINDOW = 20_000_000;

    private final int processors;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();

    // @GuardedBy("lock")
    private @Nullable Bind receiver;

    // @GuardedBy("lock") for writing
    private volatile @Nullable Bind borrower;

    /// Nanoseconds spent on each direction; each has one writer at a time.
    private volatile long inbound;
    private volatile long outbound;

    // Where the window began, of whoever has the duty.
    private long since;
    private long inboundThen;
    private long outboundThen;

    /// @param processors how many threads can run at once: with one, one does everything; with more than two,
    /// several
    ///     help with what is sent, so that even one direction is worth another thread
    TunDuty(int processors) {
        this.processors = processors;
    }

    /// The thread that receives from `bind` will take the duty when it is offered.
    void enlist(Bind bind) {
        lock.lock();
        try {
            receiver = bind;
        } finally {
            lock.unlock();
        }
    }

    /// The thread that receives from `bind` has ended; it returns the duty if it has it.
    void retire(Bind bind) {
        lock.lock();
        try {
            if (receiver == bind) {
                receiver = null;
            }
            giveBackLocked(bind);
        } finally {
            lock.unlock();
        }
    }

    /// Does the thread that receives from `bind` have the duty?
    boolean isLentTo(Bind bind) {
        return borrower == bind;
    }

    /// Waits until the outbound thread has the duty.
    void awaitReturn() {
        lock.lock();
        try {
            while (borrower != null) {
                returned.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// After work: `nanos` were spent on what was received.
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void received(long nanos) {
        inbound += nanos;
    }

    /// After work: `nanos` were spent on what was sent.
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void sent(long nanos) {
        outbound += nanos;
    }

    /// The outbound thread offers the duty, if it [#isCalm].
    void lendIfCalm(long now) {
        if (isCalm(now)) {
            lend();
        }
    }

    /// Whether one thread could do all that was done lately; asked by the outbound thread, and true at most once
    /// for each time that is looked at.
    boolean isCalm(long now) {
        if (now - since < WINDOW) {
            return false;
        }
        long in = inbound - inboundThen;
        long out = outbound - outboundThen;
        long time = now - since;
        boolean enough = processors > 2 ? in + out < time / 2 : Math.min(in, out) < time / 8;
        begin(now);
        return enough;
    }

    /// The receiving thread returns the duty, if it has been busy with both directions for a while.
    void giveBackIfBusy(Bind bind, long now) {
        if (now - since < WINDOW) {
            return;
        }
        long in = inbound - inboundThen;
        long out = outbound - outboundThen;
        long time = now - since;
        boolean busy = in + out > time - time / 8 && (processors > 2 || Math.min(in, out) > time / 4);
        begin(now);
        if (busy && processors > 1) {
            giveBack(bind);
        }
    }

    void giveBack(Bind bind) {
        lock.lock();
        try {
            giveBackLocked(bind);
        } finally {
            lock.unlock();
        }
    }

    void lend() {
        lock.lock();
        try {
            borrower = receiver;
            if (receiver != null) {
                receiver.wake();
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveBackLocked(Bind bind) {
        if (borrower == bind) {
            borrower = null;
            returned.signalAll();
        }
    }

    private void begin(long now) {
        since = now;
        inboundThen = inbound;
        outboundThen = outbound;
    }
}
