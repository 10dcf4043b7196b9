package dev.warren.logging;

import io.quarkus.logging.LoggingFilter;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtLogRecord;

/// Puts together what stands at the end of a line of text, ` {request=…, user=…, peer=…}`: what of it is known, which
/// the pattern of such a line can't leave out by itself. It lets every line pass.
@LoggingFilter(name = "text-lines")
public final class TextLines implements Filter {

    /// Where `quarkus.log.console.format` finds it.
    static final String KEY = "told";

    private static final List<String> TOLD = List.of("request", "user", "peer");

    @Override
    public boolean isLoggable(LogRecord line) {
        if (line instanceof ExtLogRecord known) {
            String told = TOLD.stream()
                    .filter(key -> known.getMdc(key) != null)
                    .map(key -> key + "=" + known.getMdc(key))
                    .collect(Collectors.joining(", "));
            if (!told.isEmpty()) {
                known.putMdc(KEY, " {" + told + "}");
            }
        }
        return true;
    }
}
