package dev.warren.logging;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.VertxException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Keeps it out of the log that a page was closed while its figures were on the way, which RESTEasy calls an error.
/// Quarkus' own filters let every error pass.
@Singleton
class ClosedStreams {

    static final String CATEGORY = "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";

    /// Held, or its filter would go with it.
    private final Logger logger = Logger.getLogger(CATEGORY);

    void begin(@Observes StartupEvent event) {
        logger.setFilter(ClosedStreams::isNews);
    }

    private static boolean isNews(LogRecord line) {
        // A closed channel is an IOException too.
        return !(line.getThrown() instanceof IOException || line.getThrown() instanceof VertxException);
    }
}
