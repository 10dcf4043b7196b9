package dev.warren;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/// Gives back what only the start, or a burst of work, has needed: the heap grows to several times of what is in use
/// then, and this collector makes it smaller only when it looks at all of it, which may else be days later.
///
/// That is done only if the heap has grown since, because everything waits meanwhile, tunnels too.
@ApplicationScoped
class Settling {

    private static final long GROWTH = 48L << 20;

    private long settled;

    @Scheduled(every = "1m", delayed = "10s", identity = "settling")
    void settle() {
        if (LaunchMode.current() == LaunchMode.NORMAL && size() - settled > GROWTH) {
            System.gc();
            settled = size();
        }
    }

    private static long size() {
        return Runtime.getRuntime().totalMemory();
    }
}
