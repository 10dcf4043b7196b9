package dev.warren.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The audit log as a file, however long it is: read and sent in pieces, oldest line first.
@Singleton
class AuditExport {

    private static final int PIECE = 500;
    private static final String HEADER =
            "at,actor,actorId,via,address,action,subjectType,subject,subjectId,before,after\r\n";

    private final ObjectMapper json;

    AuditExport(ObjectMapper json) {
        this.json = json;
    }

    /// Comma-separated values with a header (RFC 4180).
    StreamingOutput csv(AuditFilter filter) {
        return out -> {
            write(out, HEADER);
            each(filter, out, AuditExport::csv);
        };
    }

    /// One JSON document a line, each as the list has it.
    StreamingOutput ndjson(AuditFilter filter) {
        return out -> each(filter, out, this::json);
    }

    private static void each(AuditFilter filter, OutputStream out, Function<AuditEntry, String> line)
            throws IOException {
        AuditEntry last = null;
        List<AuditEntry> piece;
        do {
            piece = piece(filter, last);
            write(out, piece.stream().map(line).collect(Collectors.joining()));
            last = piece.isEmpty() ? null : piece.getLast();
        } while (piece.size() == PIECE);
    }

    private static List<AuditEntry> piece(AuditFilter filter, @Nullable AuditEntry last) {
        return QuarkusTransaction.requiringNew().call(() -> filter.next(last, PIECE));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String json(AuditEntry entry) {
        try {
            return json.writeValueAsString(AuditView.of(entry)) + "\n";
        } catch (IOException e) {
            throw new AssertionError("a line of the audit log is text", e);
        }
    }

    static String csv(AuditEntry entry) {
        return Stream.of(
                        entry.at,
                        entry.actor,
                        entry.actorId,
                        entry.via,
                        entry.address,
                        entry.action,
                        entry.subjectType,
                        entry.subjectName,
                        entry.subjectId,
                        entry.before,
                        entry.after)
                .map(value -> field(Objects.toString(value, "")))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /// Names are whatever somebody typed, even at the sign-in: what a spreadsheet would take for a formula gets an
    /// apostrophe in front.
    private static String field(String text) {
        var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(sign -> sign == ',' || sign == '"' || sign == '\n' || sign == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
