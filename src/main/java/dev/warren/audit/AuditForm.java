package dev.warren.audit;

import dev.warren.web.FieldErrors;
import dev.warren.web.QueryText;
import dev.warren.web.TypedTime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The filter of the page of the audit log, as it was typed; everything empty means all.
///
/// @param from   a moment in UTC as a browser writes it, `2026-11-21T17:40`
/// @param until  likewise, the moment after the last
/// @param errors what can't be read
record AuditForm(
        String q,
        String actor,
        String action,
        String type,
        String subject,
        String from,
        String until,
        AuditFilter filter,
        FieldErrors errors) {

    private static final List<String> TYPES =
            List.of("peer", "interface", "user", "token", "tag", "settings", "log", "master-key", "audit");

    static AuditForm of(String q, String actor, String action, String type, String subject, String from, String until) {
        var errors = new FieldErrors();
        var first = errors.check("from", () -> TypedTime.utc(from));
        var last = errors.check("until", () -> TypedTime.utc(until));
        var filter = new AuditFilter(
                QueryText.orNull(q),
                QueryText.orNull(actor),
                QueryText.orNull(action),
                QueryText.orNull(type),
                QueryText.orNull(subject),
                first,
                last);
        return new AuditForm(q, actor, action, type, subject, from, until, filter, errors);
    }

    /// What things can have been done to, to choose from.
    public List<String> types() {
        return TYPES;
    }

    /// Whether more is asked for than a text.
    public boolean isDetailed() {
        return !(actor + action + type + subject + from + until).isEmpty();
    }

    /// The query by which this page is asked for again.
    Map<String, String> typed() {
        var typed = new LinkedHashMap<String, String>();
        typed.put("q", q);
        typed.put("actor", actor);
        typed.put("action", action);
        typed.put("type", type);
        typed.put("subject", subject);
        typed.put("from", from);
        typed.put("until", until);
        return typed;
    }

    /// Where a program finds the same lines as a file.
    public String export(String format) {
        var query = new LinkedHashMap<String, Object>();
        query.put("format", format);
        query.put("q", q);
        query.put("actor", actor);
        query.put("action", action);
        query.put("subjectType", type);
        query.put("subject", subject);
        query.put("from", filter.from() == null ? "" : filter.from());
        query.put("until", filter.until() == null ? "" : filter.until());
        return query.entrySet().stream()
                .filter(entry -> !entry.getValue().toString().isEmpty())
                .map(entry -> entry.getKey() + "="
                        + URLEncoder.encode(entry.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/api/v1/audit/export?", ""));
    }
}
