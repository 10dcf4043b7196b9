package dev.warren.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        var old = texts("", parse(before));
        var now = texts("", parse(after));
        var fields = new TreeSet<>(old.keySet());
        fields.addAll(now.keySet());
        return fields.stream()
                .map(field -> new AuditRow.Change(field, old.get(field), now.get(field)))
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList();
    }

    /// The values within `values` by their names; that of a value within a value has both, with a dot between.
    private static Map<String, String> texts(String prefix, JsonNode values) {
        var texts = new HashMap<String, String>();
        for (var entry : values.properties()) {
            var name = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                texts.putAll(texts(name + ".", entry.getValue()));
            } else {
                var text = text(entry.getValue());
                if (text != null) {
                    texts.put(name, text);
                }
            }
        }
        return texts;
    }

    private JsonNode parse(@Nullable String values) {
        try {
            return values == null ? MissingNode.getInstance() : json.readTree(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of the audit log is no JSON", e);
        }
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isArray()) {
            return value.isEmpty()
                    ? null
                    : value.valueStream().map(AuditDifferences::text).collect(Collectors.joining(", "));
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
