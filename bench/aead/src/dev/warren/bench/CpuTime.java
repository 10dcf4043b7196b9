package dev.warren.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// How much processor time an operation takes, whatever else the machine does meanwhile.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    public double perOperation;

    private long operations;
    private long startedAt;

    @Setup(Level.Iteration)
    public void start() {
        operations = 0;
        startedAt = THREADS.getCurrentThreadCpuTime();
    }

    /// Called by each operation.
    public void operation() {
        operations++;
    }

    @TearDown(Level.Iteration)
    public void stop() {
        perOperation = (double) (THREADS.getCurrentThreadCpuTime() - startedAt) / operations;
    }
}
