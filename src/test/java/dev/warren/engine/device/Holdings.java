package dev.warren.engine.device;

import dev.warren.endtoend.Eventually;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// What this process holds of what a device takes: threads, file descriptors, and memory outside of the heap.
record Holdings(long threads, long descriptors, long bytes) {

    /// As soon as there are so many threads: one whose socket was closed takes a moment to end.
    static Holdings with(long threads) throws IOException {
        Eventually.within(Duration.ofSeconds(10), threads + " threads of devices", () -> countThreads() == threads);
        return new Holdings(threads, countDescriptors(), nativeBytes());
    }

    private static long countThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("warren-live"))
                .count();
    }

    private static long countDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }

    /// What arenas have allocated; what they give back by themselves, they do after a collection.
    static long nativeBytes() {
        System.gc();
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }
}
