package dev.warren.interfaces;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Takes one [Snapshot] a second and hands it to whoever listens. Needs no database.
@ApplicationScoped
public class SnapshotClock {

    private static final Logger LOG = Logger.getLogger(SnapshotClock.class);
    private static final long PERIOD_MILLIS = 1_000;

    private final InstantSource clock;
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("warren-snapshots").factory());

    private volatile Snapshot latest = Snapshot.none();
    private volatile Map<UUID, Tunnel> tunnels = Map.of();

    SnapshotClock(InstantSource clock) {
        this.clock = clock;
    }

    /// The newest snapshot, at most a second old.
    public Snapshot latest() {
        return latest;
    }

    /// Calls `listener` with every snapshot, on one thread, which it must not hold up. Returns what ends it.
    public Runnable listen(Consumer<Snapshot> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void begin(Map<UUID, Tunnel> running) {
        tunnels = running;
        thread.scheduleAtFixedRate(this::tick, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Hands out a last snapshot, with what the engines counted until they stopped, and ends.
    void end() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("A listener holds up the last snapshot");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tick();
    }

    private void tick() {
        long nanos = System.nanoTime();
        Map<UUID, TunnelFigures> figures = new HashMap<>();
        tunnels.forEach((id, tunnel) -> figures.put(id, tunnel.figures(nanos)));
        Snapshot snapshot = new Snapshot(clock.instant(), figures);
        latest = snapshot;
        for (Consumer<Snapshot> listener : listeners) {
            try {
                listener.accept(snapshot);
            } catch (RuntimeException e) {
                LOG.error("A listener of the snapshots failed", e);
            }
        }
    }
}
