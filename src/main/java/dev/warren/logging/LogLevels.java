package dev.warren.logging;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jboss.logmanager.Level;
import org.jspecify.annotations.Nullable;

/// How much is logged of which part of Warren, until the next start. Only of Warren's own classes: what libraries say
/// in
/// detail may have secrets in it.
@ApplicationScoped
public class LogLevels {

    private static final Pattern CATEGORY = Pattern.compile("dev\\.warren(\\.[a-z]+)*(\\.[A-Z][A-Za-z]*)?");
    private static final Map<String, java.util.logging.Level> LEVELS =
            Map.of("error", Level.ERROR, "warn", Level.WARN, "info", Level.INFO, "debug", Level.DEBUG);

    private final AuditLog audit;

    /// Those that were changed, and how they stood before. The loggers are held, or their levels would go with
    /// them.
    private final SortedMap<String, Changed> changed = new TreeMap<>();

    private record Changed(Logger logger, java.util.logging.@Nullable Level before) {}

    LogLevels(AuditLog audit) {
        this.audit = audit;
    }

    /// @param category a package or class of Warren's: `dev.warren.interfaces`
    /// @param level `error`, `warn`, `info` or `debug`
    public record Entry(String category, String level) implements AuditFacts {}

    /// That of everything, and those that were changed since the start.
    public synchronized List<Entry> all() {
        var all = new TreeMap<String, Entry>();
        all.put("dev.warren", entry(Logger.getLogger("dev.warren")));
        changed.forEach((category, change) -> all.put(category, entry(change.logger())));
        return List.copyOf(all.values());
    }

    /// @throws Rejection 422 for a category that is none of Warren's, or a level that is none
    @Transactional
    public synchronized Entry set(String category, String level) {
        if (!CATEGORY.matcher(category).matches()) {
            throw Rejection.invalid(
                    "category", "A category is a package or class of Warren's, such as dev.warren.interfaces.");
        }
        var wanted = LEVELS.get(level.toLowerCase(Locale.ROOT));
        if (wanted == null) {
            throw Rejection.invalid("level", "A level is error, warn, info or debug.");
        }
        var logger = Logger.getLogger(category);
        var before = entry(logger);
        changed.putIfAbsent(category, new Changed(logger, logger.getLevel()));
        logger.setLevel(wanted);
        var after = entry(logger);
        audit.record("log-level.changed", subject(category), before, after);
        return after;
    }

    /// Puts it back to what it was at the start; does nothing if that is what it is.
    @Transactional
    public synchronized void reset(String category) {
        var change = changed.remove(category);
        if (change != null) {
            var before = entry(change.logger());
            change.logger().setLevel(change.before());
            audit.record("log-level.changed", subject(category), before, entry(change.logger()));
        }
    }

    private static Subject subject(String category) {
        return new Subject("log", category, category);
    }

    /// With the level that holds, its own or one above.
    private static Entry entry(Logger logger) {
        var level = logger.getLevel();
        for (var above = logger; level == null && above.getParent() != null; level = above.getLevel()) {
            above = above.getParent();
        }
        int value = level == null ? Level.INFO.intValue() : level.intValue();
        String word = LEVELS.entrySet().stream()
                .filter(known -> known.getValue().intValue() >= value)
                .min(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.intValue(), b.intValue())))
                .map(Map.Entry::getKey)
                .orElse("error");
        return new Entry(logger.getName(), word);
    }
}
