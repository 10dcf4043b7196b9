package dev.warren.interfaces;

import dev.warren.engine.key.PublicKey;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The newest lines that the engines have logged about peers whose log was switched on; elsewhere they are in the log
/// of
/// the process, among all others.
@ApplicationScoped
public class PeerLogLines {

    static final String LOGGER = "dev.warren.engine.peers";

    private static final int KEPT = 200;

    /// `wg0: peer AbCd…XyZ= (192.0.2.7:51820): Sending keepalive`, or without the address.
    private static final Pattern LINE =
            Pattern.compile("(?<subject>\\S+: peer [^ :]+)(?<where> \\([^)]*\\))?: (?<what>.*)");

    // A logger that nobody holds may be collected, with its handlers.
    private final Logger logger = Logger.getLogger(LOGGER);
    private final Handler handler = new Listening();
    private final Map<String, Deque<Line>> lines = new ConcurrentHashMap<>();

    /// @param text what happened, and with which address
    public record Line(Instant at, String text) {}

    void begin(@Observes StartupEvent event) {
        logger.addHandler(handler);
    }

    void end(@Observes ShutdownEvent event) {
        logger.removeHandler(handler);
    }

    /// Keeps what comes from now on.
    void follow(String interfaceName, PublicKey peer) {
        lines.computeIfAbsent(subject(interfaceName, peer), subject -> new ArrayDeque<>());
    }

    /// The oldest first.
    List<Line> of(String interfaceName, PublicKey peer) {
        Deque<Line> kept = lines.get(subject(interfaceName, peer));
        if (kept == null) {
            return List.of();
        }
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }

    private static String subject(String interfaceName, PublicKey peer) {
        return interfaceName + ": peer " + peer;
    }

    private void keep(Instant at, String message) {
        Matcher line = LINE.matcher(message);
        Deque<Line> kept = line.matches() ? lines.get(line.group("subject")) : null;
        if (kept != null) {
            String where = Objects.toString(line.group("where"), "");
            synchronized (kept) {
                kept.addLast(new Line(at, line.group("what") + where));
                if (kept.size() > KEPT) {
                    kept.removeFirst();
                }
            }
        }
    }

    private final class Listening extends Handler {

        @Override
        public void publish(@Nullable LogRecord logged) {
            if (logged != null && logged.getMessage() != null) {
                keep(logged.getInstant(), logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
