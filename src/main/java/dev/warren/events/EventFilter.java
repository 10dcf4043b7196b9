package dev.warren.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which events are meant; what is null or empty means all.
///
/// @param subjectId   the id of the peer, interface or user
/// @param subjectType `peer`, `interface` or `user`
/// @param subjectName in whatever case
/// @param interfaceId of an interface, whose own events and those of its present peers are meant
/// @param from        the first moment
/// @param to          the moment after the last
/// @param text        is somewhere in the subject's name or the detail
record EventFilter(
        List<EventKind> kinds,
        @Nullable String subjectId,
        @Nullable String subjectType,
        @Nullable String subjectName,
        @Nullable UUID interfaceId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text) {

    static final EventFilter ALL = new EventFilter(List.of(), null, null, null, null, null, null, null);

    static EventFilter ofSubject(String id) {
        return new EventFilter(List.of(), id, null, null, null, null, null, null);
    }
}
