package dev.warren;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/// Gives back what only the start, or a burst of work, has needed: the heap grows to several times of what is in use
/// then, and this collector makes it smaller only when it looks at all of it, which may else be days later.
///
/// That is done only if the heap has grown since and the burst is over, because everything waits meanwhile, tunnels
/// too: with 10,000 peers some tenths of a second.
@ApplicationScoped
class Settling {

    private static final long GROWTH = 48L << 20;

    /// Collections a minute, up to which a server counts as calm; requests one after the other make some hundred.
    private static final long CALM = 20;

    private long settled;
    private long collections;

    @Scheduled(every = "1m", delayed = "10s", identity = "settling")
    void settle() {
        long before = collections;
        collections = collections();
        // The start's burst is over when this is asked for the first time.
        boolean calm = settled == 0 || collections - before <= CALM;
        if (LaunchMode.current() == LaunchMode.NORMAL && calm && size() - settled > GROWTH) {
            System.gc();
            settled = size();
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long size() {
        return Runtime.getRuntime().totalMemory();
    }
}
