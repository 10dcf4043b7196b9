package dev.warren.events;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Tells all who listen what happens, each event once it is in the database.
@ApplicationScoped
class EventStream {

    /// More than this unread, and a listener is sent away; it comes back and says where it was.
    private static final int LONGEST_QUEUE = 4_000;

    private static final int MOST_MISSED = 500;

    private final EventLog log;
    private final EventTable table;
    private final Set<MultiEmitter<? super Happened>> listeners = ConcurrentHashMap.newKeySet();

    EventStream(EventLog log, EventTable table) {
        this.log = log;
        this.table = table;
    }

    void begin(@Observes StartupEvent event) {
        log.listen(events -> listeners.forEach(listener -> events.forEach(listener::emit)));
    }

    void end(@Observes ShutdownEvent event) {
        listeners.forEach(MultiEmitter::complete);
    }

    int listeners() {
        return listeners.size();
    }

    /// What happens from now on, after what came since `last`. It listens before it looks, so that nothing falls
    /// between.
    Multi<Happened> since(@Nullable UUID last) {
        return Multi.createFrom()
                .<Happened>emitter(
                        emitter -> {
                            emitter.onTermination(() -> listeners.remove(emitter));
                            listeners.add(emitter);
                            try {
                                List<Happened> missed = last == null ? List.of() : table.since(last, MOST_MISSED);
                                missed.forEach(emitter::emit);
                            } catch (SQLException e) {
                                emitter.fail(e);
                            }
                        },
                        LONGEST_QUEUE);
    }
}
