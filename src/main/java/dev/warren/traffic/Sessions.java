package dev.warren.traffic;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.warren.audit.Subject;
import dev.warren.events.EventKind;
import dev.warren.events.EventLog;
import dev.warren.interfaces.InterfacesConfig;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.PeerFigures;
import dev.warren.interfaces.Snapshot;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.interfaces.TunnelFigures;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.peers.Member;
import dev.warren.peers.Roster;
import dev.warren.traffic.Presences.Change;
import dev.warren.traffic.Presences.Seen;
import dev.warren.traffic.SessionTable.Entry;
import dev.warren.web.DatabaseGone;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Keeps book of who is there from when to when, and tells the [EventLog].
///
/// A session outlives a restart: it stays open in the database, and goes on if its peer is back in time.
@ApplicationScoped
class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    /// While the database is away, no more than this waits to be written.
    private static final int ROOM = 50_000;

    private final SnapshotClock snapshots;
    private final Roster roster;
    private final LivePeers peers;
    private final SessionTable table;
    private final EventLog events;
    private final HistoryConfig settings;
    private final InstantSource clock;
    private final Presences presences;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("warren-sessions").factory());

    /// Of the thread of the snapshots alone.
    private long rosterChanges = -1;

    @GuardedBy("this") private List<Entry> waiting = new ArrayList<>();

    Sessions(
            SnapshotClock snapshots,
            Roster roster,
            LivePeers peers,
            SessionTable table,
            EventLog events,
            HistoryConfig settings,
            InterfacesConfig interfaces,
            InstantSource clock) {
        this.snapshots = snapshots;
        this.roster = roster;
        this.peers = peers;
        this.table = table;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
        this.presences = new Presences(interfaces.onlineFor());
    }

    void begin(@Observes StartupEvent event) throws SQLException {
        if (settings.enabled()) {
            resume();
            snapshots.listen(this::look);
        }
    }

    /// Goes on with the sessions that the process before left open.
    void resume() throws SQLException {
        table.open().forEach(open -> presences.resume(open.peer(), open.heard(), open.endpoint()));
    }

    void end(@Observes @Priority(Interceptor.Priority.APPLICATION + 300) ShutdownEvent event)
            throws InterruptedException {
        thread.shutdown();
        if (thread.awaitTermination(5, TimeUnit.SECONDS)) {
            write();
        }
    }

    /// Returns when all that was seen before is written.
    void settle() {
        try {
            thread.submit(this::write).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Scheduled(every = "1h", delayed = "13m", identity = "old sessions")
    void forgetOld() throws SQLException {
        if (settings.enabled()) {
            table.forget(clock.instant().minus(settings.sessions()));
        }
    }

    /// Runs with every snapshot, on its thread.
    void look(Snapshot snapshot) {
        List<Member> members = roster.byName();
        if (rosterChanges != roster.changes()) {
            rosterChanges = roster.changes();
            presences.retain(members.stream().map(Member::id).collect(Collectors.toSet()));
        }
        List<Seen> seen = new ArrayList<>(members.size());
        for (Member member : members) {
            TunnelFigures tunnel = snapshot.tunnels().get(member.interfaceId());
            PeerFigures figures = tunnel == null ? null : tunnel.peers().get(member.key());
            if (figures != null || presences.isPresent(member.id())) {
                PeerFigures known = figures == null ? PeerFigures.NONE : figures;
                seen.add(new Seen(
                        member.id(),
                        peers.isAdmitted(member, snapshot.at()),
                        known.latestHandshake(),
                        known.receiveBytes(),
                        known.endpoint()));
            }
        }
        for (Change change : presences.look(snapshot.at(), seen)) {
            roster.find(change.peer()).ifPresent(member -> note(change, peers.get(member.id()), snapshot.at()));
        }
        if (hasWork()) {
            thread.execute(this::write);
        }
    }

    private void note(Change change, LivePeer peer, Instant now) {
        Subject subject = new Subject("peer", peer.id().toString(), peer.name());
        add(
                switch (change) {
                    case Change.Came(UUID id, Instant at, InetSocketAddress endpoint) -> {
                        events.note(
                                EventKind.CONNECTED,
                                at,
                                subject,
                                endpoint == null ? "" : "from %s".formatted(IpText.of(endpoint)));
                        yield new Entry.Begin(
                                UUID.randomUUID(), id, at, endpoint, peer.receiveTotal(), peer.transmitTotal());
                    }
                    case Change.Moved(UUID id, InetSocketAddress endpoint) -> new Entry.Move(id, endpoint);
                    case Change.Went(UUID id, Instant at) -> {
                        events.note(EventKind.DISCONNECTED, now, subject, "last heard of at %s".formatted(at));
                        yield new Entry.End(id, at, peer.receiveTotal(), peer.transmitTotal());
                    }
                });
    }

    /// What could not be written waits for the next second.
    void write() {
        List<Entry> entries = take();
        if (entries.isEmpty()) {
            return;
        }
        try {
            table.write(entries);
        } catch (SQLException e) {
            if (DatabaseGone.causes(e)) {
                LOG.debug("The database is gone; sessions wait", e);
            } else {
                LOG.error("Sessions could not be written", e);
            }
            giveBack(entries);
        }
    }

    private synchronized boolean hasWork() {
        return !waiting.isEmpty();
    }

    private synchronized void add(Entry entry) {
        waiting.add(entry);
    }

    private synchronized List<Entry> take() {
        List<Entry> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private synchronized void giveBack(List<Entry> entries) {
        if (entries.size() > ROOM) {
            LOG.warnf("%d changes of sessions waited for the database for too long, and are lost", entries.size());
            return;
        }
        entries.addAll(waiting);
        waiting = entries;
    }
}
