package dev.warren.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/// What happened last, for pages that show a few lines of it, and how the stream of it is.
@ApplicationScoped
public class LatestEvents {

    private static final Logger LOG = Logger.getLogger(LatestEvents.class);

    private final EventTable table;
    private final EventLog log;
    private final EventStream stream;

    LatestEvents(EventTable table, EventLog log, EventStream stream) {
        this.table = table;
        this.log = log;
        this.stream = stream;
    }

    /// The newest first; none while the database is away, since a page has more to show than these.
    public List<Happened> latest(int count) {
        try {
            return table.read(EventFilter.ALL, true, null, count);
        } catch (SQLException e) {
            LOG.warn("The latest events could not be read", e);
            return List.of();
        }
    }

    /// How many are not in the database yet.
    public int waiting() {
        return log.waiting();
    }

    /// How many programs and pages follow what happens.
    public int listeners() {
        return stream.listeners();
    }
}
