package dev.warren.events;

import dev.warren.audit.Subject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One thing that happened.
///
/// @param id version 7, so that a later one is greater
/// @param detail what else there is to say, such as an endpoint; may be empty
public record Happened(UUID id, Instant at, EventKind kind, Subject subject, String detail) {

    /// Its place in the order of time.
    List<?> position() {
        return List.of(at, id);
    }
}
