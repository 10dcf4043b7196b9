package dev.warren.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes words of what the audit log keeps as JSON.
@Singleton
class AuditDifferences {

    /// Of a moment, nobody reads the microseconds.
    private static final Pattern FRACTION = Pattern.compile("^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)\\.\\d+Z$");

    private final ObjectMapper json;

    AuditDifferences(ObjectMapper json) {
        this.json = json;
    }

    AuditRow line(AuditEntry entry) {
        return new AuditRow(
                entry.id,
                entry.at,
                entry.actor,
                entry.via.equals("session") || entry.via.equals("warren") ? "" : entry.via,
                entry.address,
                entry.action,
                entry.subjectType,
                entry.subjectName,
                link(entry),
                changes(entry.before, entry.after));
    }

    List<AuditRow.Change> changes(@Nullable String before, @Nullable String after) {
        var old = parse(before);
        var now = parse(after);
        var fields = new TreeSet<String>();
        old.fieldNames().forEachRemaining(fields::add);
        now.fieldNames().forEachRemaining(fields::add);
        return fields.stream()
                .map(field -> new AuditRow.Change(field, text(old.get(field)), text(now.get(field))))
                .filter(change -> change.before() != null || change.after() != null)
                .toList();
    }

    private JsonNode parse(@Nullable String values) {
        try {
            return values == null ? MissingNode.getInstance() : json.readTree(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of the audit log is no JSON", e);
        }
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (value.isArray()) {
            return value.isEmpty()
                    ? null
                    : value.valueStream().map(AuditDifferences::text).collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return value.propertyStream()
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value.asText().isEmpty()
                ? null
                : FRACTION.matcher(value.asText()).replaceFirst("$1Z");
    }

    private static @Nullable String link(AuditEntry entry) {
        if (entry.subjectId.isEmpty() || entry.action.endsWith(".deleted")) {
            return null;
        }
        return switch (entry.subjectType) {
            case "peer" -> "/peers/" + entry.subjectId;
            case "interface" -> "/interfaces/" + entry.subjectId;
            case "user" -> "/users/" + entry.subjectId;
            default -> null;
        };
    }
}
