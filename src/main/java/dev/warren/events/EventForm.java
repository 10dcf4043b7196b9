package dev.warren.events;

import dev.warren.web.FieldErrors;
import dev.warren.web.QueryText;
import dev.warren.web.Rejection;
import dev.warren.web.TypedTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The filter of the page of events, as it was typed; everything empty means all.
///
/// @param wg      the id of an interface: its own events and those of its peers
/// @param subject the name of a peer, interface or user
/// @param from    a moment in UTC as a browser writes it, `2026-11-21T17:40`
/// @param until   likewise, the moment after the last
/// @param errors  what can't be read
record EventForm(
        String q,
        String kind,
        String wg,
        String type,
        String subject,
        String from,
        String until,
        EventFilter filter,
        FieldErrors errors) {

    private static final List<String> TYPES = List.of("peer", "interface", "user");

    static EventForm of(String q, String kind, String wg, String type, String subject, String from, String until) {
        var errors = new FieldErrors();
        var first = errors.check("from", () -> TypedTime.utc(from));
        var last = errors.check("until", () -> TypedTime.utc(until));
        var filter = new EventFilter(
                EventKind.of(kind).map(List::of).orElse(List.of()),
                null,
                QueryText.orNull(type),
                QueryText.orNull(subject),
                interfaceId(wg),
                first,
                last,
                QueryText.orNull(q));
        return new EventForm(q, kind, wg, type, subject, from, until, filter, errors);
    }

    /// What can have happened, to choose from.
    public List<String> kinds() {
        return Stream.of(EventKind.values()).map(EventKind::key).toList();
    }

    /// What things happen to.
    public List<String> types() {
        return TYPES;
    }

    /// Whether more is asked for than what the first row of fields has.
    public boolean isDetailed() {
        return !(type + subject + from + until).isEmpty();
    }

    private static @Nullable UUID interfaceId(String text) {
        try {
            return text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Rejection.notFound("There is no such interface.");
        }
    }

    /// The query by which this page is asked for again.
    Map<String, String> typed() {
        var typed = new LinkedHashMap<String, String>();
        typed.put("q", q);
        typed.put("kind", kind);
        typed.put("interface", wg);
        typed.put("type", type);
        typed.put("subject", subject);
        typed.put("from", from);
        typed.put("until", until);
        return typed;
    }
}
