package dev.warren.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What a Warren that was killed left behind on a cluster: PostgreSQL processes that are still going down, and
/// `postmaster.pid`.
///
/// PostgreSQL believes a `postmaster.pid` whose number is that of any living process, be it a zombie or a stranger
/// that got the number later (in a container, numbers start again at 1), and then refuses to start. Whoever really
/// works on a cluster has it as its working directory, and that the kernel knows for sure; a zombie has none.
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Path cluster;
    private final Path pidFile;

    Leftovers(Path cluster) {
        this.cluster = cluster;
        this.pidFile = cluster.resolve("postmaster.pid");
    }

    /// Ends what still runs, in an orderly way first, and removes the stale file. The caller holds the home's
    /// lock, so nothing new can start.
    void clear() throws IOException {
        if (!Files.exists(pidFile) && processes().isEmpty()) {
            return;
        }
        String postmaster = Files.exists(pidFile) ? Files.readAllLines(pidFile).getFirst() : "";
        processes().stream()
                .filter(process -> postmaster.equals(Long.toString(process.pid())))
                .forEach(ProcessHandle::destroy);
        if (!ended()) {
            processes().forEach(ProcessHandle::destroyForcibly);
            if (!ended()) {
                throw new DatabaseUnavailable(
                        "PostgreSQL processes of an earlier Warren still work on %s and can't be ended: restart this machine."
                                .formatted(cluster));
            }
        }
        Files.deleteIfExists(pidFile);
    }

    private boolean ended() {
        long start = System.nanoTime();
        while (!processes().isEmpty()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    private boolean worksHere(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            return Files.isSameFile(proc.resolve("cwd"), cluster)
                    && Files.readSymbolicLink(proc.resolve("exe"))
                            .getFileName()
                            .toString()
                            .startsWith("postgres");
        } catch (IOException e) {
            return false;
        }
    }
}
