package dev.warren.events;

import org.jspecify.annotations.Nullable;

/// Something that happened, as pages tell it.
///
/// @param detail what else there is to say; empty if that is in the kind
/// @param by     who did what the kind says; empty where the detail tells it, and for what happened by itself
/// @param link   where more is told of what it happened to; null if there is no such page for whoever asks
public record EventLine(
        Happened event, String detail, String by, @Nullable String link) {

    private static final String BY = " by ";

    /// @param seesServer whether the pages about users are open to whoever asks
    public static EventLine of(Happened event, boolean seesServer) {
        var byWhom = event.kind().key() + BY;
        var plain = event.detail().startsWith(byWhom);
        return new EventLine(
                event,
                plain ? "" : event.detail(),
                plain ? event.detail().substring(byWhom.length()) : "",
                event.kind() == EventKind.DELETED ? null : link(event, seesServer));
    }

    private static @Nullable String link(Happened event, boolean seesServer) {
        var id = event.subject().id();
        return switch (event.subject().type()) {
            case "peer" -> "/peers/" + id;
            case "interface" -> "/interfaces/" + id;
            case "user" -> seesServer && !id.isEmpty() ? "/users/" + id : null;
            default -> null;
        };
    }
}
