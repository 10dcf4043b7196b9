package dev.warren.peers;

import dev.warren.interfaces.PeerFigures;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.TunnelFigures;
import dev.warren.web.DatabaseGone;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Keeps totals, last handshakes and last endpoints in the database, from where they go on after a restart.
///
/// Only what is committed is shown: a total that a crash could take back would look to Prometheus like a counter that
/// began anew. So it writes every second what has changed, and every five when that is much.
@ApplicationScoped
class Ledger {

    private static final Logger LOG = Logger.getLogger(Ledger.class);
    private static final int MANY = 2_000;
    private static final long PAUSE_AFTER_MANY = Duration.ofMillis(4_500).toNanos();

    private final Roster roster;
    private final PeerTotals table;
    private final SnapshotClock clock;

    private final Map<UUID, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("warren-ledger").factory());
    private final List<Consumer<List<UUID>>> readers = new CopyOnWriteArrayList<>();
    private volatile long notBefore = System.nanoTime();

    /// @param shown what is committed
    /// @param receiveOffset what was there before this process began to count, likewise transmitOffset
    private record Account(Standing shown, long receiveOffset, long transmitOffset) {}

    Ledger(Roster roster, PeerTotals table, SnapshotClock clock) {
        this.roster = roster;
        this.table = table;
        this.clock = clock;
    }

    void begin(@Observes @Priority(Interceptor.Priority.APPLICATION + 200) StartupEvent event) {
        clock.listen(this::take);
    }

    void end(@Observes @Priority(Interceptor.Priority.APPLICATION + 200) ShutdownEvent event) {
        thread.shutdown();
        try {
            if (thread.awaitTermination(5, TimeUnit.SECONDS)) {
                write(clock.latest());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warnf("The last second of traffic is not in the totals: %s", e.getMessage());
        }
    }

    Standing standing(UUID peerId) {
        Account account = accounts.get(peerId);
        return account == null ? Standing.NONE : account.shown();
    }

    /// Takes over what the database says, unless this process has counted since.
    void load(Map<UUID, Standing> stored) {
        stored.forEach((id, standing) -> accounts.computeIfAbsent(
                id, key -> new Account(standing, standing.receiveBytes(), standing.transmitBytes())));
    }

    /// Calls `reader` with those whose standing has changed, each time when that is committed.
    void listen(Consumer<List<UUID>> reader) {
        readers.add(reader);
    }

    synchronized void forget(UUID peerId) {
        accounts.remove(peerId);
    }

    /// The totals of a peer were set to zero: what its engine has counted so far belongs to an older count.
    synchronized void restart(Member member, int countNumber, Instant now) {
        PeerFigures counted = figures(member, clock.latest());
        Standing old = standing(member.id());
        accounts.put(
                member.id(),
                new Account(
                        new Standing(0, 0, old.latestHandshake(), old.endpoint(), countNumber, now),
                        -counted.receiveBytes(),
                        -counted.transmitBytes()));
    }

    /// A peer has got another key: the engine begins to count it anew.
    synchronized void rekeyed(UUID peerId) {
        accounts.computeIfPresent(
                peerId,
                (id, account) -> new Account(
                        account.shown(),
                        account.shown().receiveBytes(),
                        account.shown().transmitBytes()));
    }

    private void take(Snapshot snapshot) {
        if (System.nanoTime() - notBefore < 0 || !writing.compareAndSet(false, true)) {
            return;
        }
        thread.execute(() -> {
            try {
                int rows = write(snapshot);
                notBefore = System.nanoTime() + (rows > MANY ? PAUSE_AFTER_MANY : 0);
            } catch (SQLException e) {
                if (DatabaseGone.causes(e)) {
                    LOG.debug("The database is gone; totals wait", e);
                } else {
                    LOG.error("Totals could not be written", e);
                }
            } catch (RuntimeException e) {
                LOG.error("Totals could not be written", e);
            } finally {
                writing.set(false);
            }
        });
    }

    /// Writes what has changed, and returns how many rows that were.
    synchronized int write(Snapshot snapshot) throws SQLException {
        List<PeerTotals.Row> rows = new ArrayList<>();
        for (Member member : roster.byName()) {
            PeerFigures figures = figures(member, snapshot);
            if (figures != PeerFigures.NONE) {
                Account account = accounts.getOrDefault(member.id(), new Account(Standing.NONE, 0, 0));
                Standing now = now(account, figures);
                if (!now.equals(account.shown())) {
                    rows.add(new PeerTotals.Row(member.id(), now));
                }
            }
        }
        if (!rows.isEmpty()) {
            table.write(rows);
            rows.forEach(row -> accounts.merge(
                    row.peerId(),
                    new Account(row.standing(), 0, 0),
                    (old, fresh) -> new Account(row.standing(), old.receiveOffset(), old.transmitOffset())));
            List<UUID> changed = rows.stream().map(PeerTotals.Row::peerId).toList();
            readers.forEach(reader -> reader.accept(changed));
        }
        return rows.size();
    }

    private static PeerFigures figures(Member member, Snapshot snapshot) {
        TunnelFigures tunnel = snapshot.tunnels().get(member.interfaceId());
        return tunnel == null ? PeerFigures.NONE : tunnel.peers().getOrDefault(member.key(), PeerFigures.NONE);
    }

    private static Standing now(Account account, PeerFigures figures) {
        Standing shown = account.shown();
        return new Standing(
                Math.max(shown.receiveBytes(), account.receiveOffset() + figures.receiveBytes()),
                Math.max(shown.transmitBytes(), account.transmitOffset() + figures.transmitBytes()),
                figures.latestHandshake() == null ? shown.latestHandshake() : figures.latestHandshake(),
                figures.endpoint() == null ? shown.endpoint() : figures.endpoint(),
                shown.countNumber(),
                shown.countedFrom());
    }
}
