package dev.warren.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClosedStreamsTest {

    @Test
    void a_page_that_was_closed_is_no_error() {
        assertEquals(
                List.of(),
                logged(
                        new ClosedChannelException(),
                        new IOException("Connection reset by peer"),
                        new HttpClosedException("Connection was closed")));
    }

    @Test
    void a_stream_that_fails_by_itself_is_one() {
        var fault = new IllegalStateException("a fault");
        assertEquals(List.of(fault), logged(fault));
    }

    /// Which of these reach the log if RESTEasy meets them while it writes a stream.
    private static List<Throwable> logged(Throwable... met) {
        var lines = new Lines();
        var logger = Logger.getLogger(ClosedStreams.CATEGORY);
        logger.addHandler(lines);
        try {
            for (var each : met) {
                org.jboss.logging.Logger.getLogger(ClosedStreams.CATEGORY)
                        .error("Exception in SSE server handling", each);
            }
        } finally {
            logger.removeHandler(lines);
        }
        return lines.thrown;
    }

    private static final class Lines extends Handler {

        private final List<Throwable> thrown = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            thrown.add(line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
