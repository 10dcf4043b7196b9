package dev.warren.events;

import dev.warren.audit.Recorded;
import dev.warren.audit.Subject;
import dev.warren.web.DatabaseGone;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// Takes down what happens, once a second in one statement however much it is, and then tells whoever listens.
///
/// It is told of changes by the audit log, after their transactions. While the database is away, events wait; if
/// more happens than there is room for, the oldest are given up and counted in the log.
@ApplicationScoped
public class EventLog {

    private static final Logger LOG = Logger.getLogger(EventLog.class);
    private static final int ROOM = 20_000;
    private static final int BATCH = 2_000;
    private static final Set<String> TOLD = Set.of("peer", "interface", "user");
    private static final Set<String> UNTOLD = Set.of("signed-in", "signed-out", "mailed");

    /// What is done with a peer and changes nothing of it.
    private static final Pattern LOOKED_AT = Pattern.compile("(link|log|capture)-.*");

    private final EventTable table;
    private final EventsConfig settings;
    private final InstantSource clock;
    private final EventIds ids = new EventIds();
    private final BlockingQueue<Happened> waiting = new LinkedBlockingQueue<>(ROOM);
    private final AtomicLong lost = new AtomicLong();
    private final List<Consumer<List<Happened>>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("warren-events").factory());

    EventLog(EventTable table, EventsConfig settings, InstantSource clock) {
        this.table = table;
        this.settings = settings;
        this.clock = clock;
    }

    /// Notes that something happened. Never waits.
    public void note(EventKind kind, Instant at, Subject subject, String detail) {
        var event = new Happened(ids.next(clock.millis()), at, kind, subject, detail);
        while (!waiting.offer(event)) {
            if (waiting.poll() != null) {
                lost.incrementAndGet();
            }
        }
    }

    /// Calls `listener` with what happened, after it is in the database. It must not hold the caller up.
    Runnable listen(Consumer<List<Happened>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// How many are not in the database yet.
    int waiting() {
        return waiting.size();
    }

    void begin(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
    }

    void end(@Observes ShutdownEvent event) throws InterruptedException {
        thread.shutdown();
        if (thread.awaitTermination(5, TimeUnit.SECONDS)) {
            write();
        }
    }

    void recorded(@Observes(during = TransactionPhase.AFTER_SUCCESS) Recorded recorded) {
        String type = recorded.subject().type();
        String done = recorded.action().substring(recorded.action().indexOf('.') + 1);
        if (!TOLD.contains(type)
                || UNTOLD.contains(done)
                || LOOKED_AT.matcher(done).matches()) {
            return;
        }
        EventKind kind = switch (done) {
            case "created" -> EventKind.CREATED;
            case "deleted" -> EventKind.DELETED;
            case "sign-in-failed" -> EventKind.SIGN_IN_FAILED;
            default -> EventKind.CHANGED;
        };
        note(kind, clock.instant(), recorded.subject(), done + " by " + recorded.by());
    }

    @Scheduled(every = "1h", delayed = "12m", identity = "old events")
    void forgetOld() throws SQLException {
        table.forget(clock.instant().minus(settings.keep()));
    }

    /// Writes all that waits; what could not be written waits on.
    synchronized void write() {
        long given = lost.getAndSet(0);
        if (given > 0) {
            LOG.warnf("%d events happened faster than they could be written, and are lost", given);
        }
        try {
            for (List<Happened> batch = peek(); !batch.isEmpty(); batch = peek()) {
                table.write(batch);
                waiting.removeAll(Set.copyOf(batch));
                List<Happened> written = List.copyOf(batch);
                listeners.forEach(listener -> listener.accept(written));
            }
        } catch (SQLException e) {
            if (DatabaseGone.causes(e)) {
                LOG.debug("The database is gone; events wait", e);
            } else {
                LOG.error("Events could not be written", e);
            }
        } catch (RuntimeException e) {
            LOG.error("Events could not be written", e);
        }
    }

    private List<Happened> peek() {
        List<Happened> batch = new ArrayList<>();
        for (Happened event : waiting) {
            batch.add(event);
            if (batch.size() == BATCH) {
                break;
            }
        }
        return batch;
    }
}
