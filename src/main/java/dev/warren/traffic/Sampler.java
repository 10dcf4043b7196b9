package dev.warren.traffic;

import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.traffic.TrafficTable.Moved;
import dev.warren.web.DatabaseGone;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes a sample of every peer's totals once a minute, in one batch that holds only those who moved something.
///
/// Totals are those that are committed, so they never go backwards, whatever happens to an engine. What could not
/// be written, because the database was away, is in the next minute's sample. A crash loses the minute that has
/// begun; an orderly end does not.
@ApplicationScoped
class Sampler {

    private static final Logger LOG = Logger.getLogger(Sampler.class);

    private final SnapshotClock snapshots;
    private final LivePeers peers;
    private final History history;
    private final TrafficTable table;
    private final HistoryConfig settings;
    private final InstantSource clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("warren-history").factory());

    private volatile @Nullable Instant minute;
    private Map<Long, Total> written = new HashMap<>();

    /// What a peer had moved in all its life.
    private record Total(long receiveBytes, long transmitBytes) {}

    Sampler(
            SnapshotClock snapshots,
            LivePeers peers,
            History history,
            TrafficTable table,
            HistoryConfig settings,
            InstantSource clock) {
        this.snapshots = snapshots;
        this.peers = peers;
        this.history = history;
        this.table = table;
        this.settings = settings;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent event) {
        if (settings.enabled()) {
            snapshots.listen(this::look);
        }
    }

    /// After the last totals are written, which has a smaller number.
    void end(@Observes @Priority(Interceptor.Priority.APPLICATION + 300) ShutdownEvent event)
            throws InterruptedException {
        thread.shutdown();
        Instant begun = minute;
        if (thread.awaitTermination(5, TimeUnit.SECONDS) && begun != null) {
            write(begun, peers.all(), clock.instant());
        }
    }

    @Scheduled(cron = "0 17 3 * * ?", identity = "history of deleted peers")
    void forgetDeletedPeers() throws SQLException {
        if (settings.enabled()) {
            table.forgetDeletedPeers();
        }
    }

    /// Runs with every snapshot, and does something when a minute is over.
    private void look(Snapshot snapshot) {
        Instant now = Step.MINUTE.floor(snapshot.at());
        Instant before = minute;
        if (now.equals(before)) {
            return;
        }
        minute = now;
        Instant over = before == null ? now : before;
        thread.execute(() -> write(over, peers.all(), snapshot.at()));
    }

    /// Writes what was moved since the last time as moved in the minute that begins at `over`. Who is seen for
    /// the first time begins with what they have.
    synchronized void write(Instant over, List<LivePeer> all, Instant now) {
        List<Moved> moved = new ArrayList<>();
        Map<Long, Total> totals = HashMap.newHashMap(all.size());
        for (LivePeer peer : all) {
            long number = peer.member().number();
            Total total = new Total(peer.receiveTotal(), peer.transmitTotal());
            Total before = written.getOrDefault(number, total);
            if (!total.equals(before)) {
                moved.add(new Moved(
                        number,
                        Math.max(0, total.receiveBytes() - before.receiveBytes()),
                        Math.max(0, total.transmitBytes() - before.transmitBytes())));
            }
            totals.put(number, total);
        }
        try {
            history.record(over, moved, now);
            written = totals;
        } catch (SQLException e) {
            // Who is new begins now, so that what they move meanwhile is not lost.
            totals.forEach(written::putIfAbsent);
            if (DatabaseGone.causes(e)) {
                LOG.debug("The database is gone; the minute's traffic waits for the next one", e);
            } else {
                LOG.error("The minute's traffic could not be written", e);
            }
        }
    }
}
