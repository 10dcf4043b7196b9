package dev.warren.engine.device;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Wakes one waiting thread; what is raised while it doesn't wait ends its next wait.
final class Signal {
    private volatile boolean raised;
    private volatile @Nullable Thread waiter;

    void raise() {
        if (!raised) {
            raised = true;
            LockSupport.unpark(waiter);
        }
    }

    /// Waits until the signal is raised or `nanos` are over.
    void await(long nanos) {
        waiter = Thread.currentThread();
        if (!raised) {
            LockSupport.parkNanos(this, nanos);
        }
        raised = false;
    }
}
