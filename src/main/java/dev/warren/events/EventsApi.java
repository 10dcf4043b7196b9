package dev.warren.events;

import dev.warren.accounts.Roles;
import dev.warren.events.EventTable.Position;
import dev.warren.web.FieldErrors;
import dev.warren.web.Keyset;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `/api/v1/events`: what happened, as a list and as a stream.
@Path("/api/v1/events")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@RunOnVirtualThread
@Tag(name = "Events")
class EventsApi {

    private final EventTable table;
    private final EventStream stream;

    EventsApi(EventTable table, EventStream stream) {
        this.table = table;
        this.stream = stream;
    }

    /// An event as the API shows it.
    ///
    /// @param kind connected, disconnected, created, changed, deleted, expired, over-quota or sign-in-failed
    record View(
            UUID id, Instant at, String kind, String subjectType, String subjectId, String subjectName, String detail) {

        static View of(Happened event) {
            return new View(
                    event.id(),
                    event.at(),
                    event.kind().key(),
                    event.subject().type(),
                    event.subject().id(),
                    event.subject().name(),
                    event.detail());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What happened, newest first", description = "`sort` is `-at` or `at`.")
    public Listing<View> list(
            @BeanParam ListQuery query,
            @RestQuery
                    @Parameter(description = "kinds, with commas between them", example = "connected,disconnected")
                    @Nullable String kind,
            @RestQuery @Parameter(description = "the id of the peer, interface or user") @Nullable String subject,
            @RestQuery @Parameter(description = "peer, interface or user") @Nullable String subjectType,
            @RestQuery("interface")
                    @Parameter(description = "the id of an interface: what happened to it and to its peers")
                    @Nullable String wg,
            @RestQuery @Parameter(example = "2026-11-21T00:00:00Z") @Nullable String from,
            @RestQuery @Parameter(example = "2026-11-22T00:00:00Z") @Nullable String to)
            throws SQLException {
        Keyset keyset = query.keyset("-at", "at");
        var errors = new FieldErrors();
        var kinds = errors.check("kind", () -> kinds(kind));
        Instant begin = errors.check("from", () -> time(from));
        Instant end = errors.check("to", () -> time(to));
        UUID within = errors.check("interface", () -> interfaceId(wg));
        errors.reject();
        var filter = new EventFilter(
                kinds == null ? List.of() : kinds, subject, subjectType, null, within, begin, end, query.text());
        List<Happened> rows = table.read(filter, keyset.descending(), position(keyset.after(2)), keyset.limit() + 1);
        return keyset.page(rows, Happened::position, View::of);
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "What happens, as it happens",
            description =
                    "Server-sent events, each a second late at most. After a break, `Last-Event-ID` brings what was"
                            + " missed; at the seam an event may come twice.")
    @Blocking
    public Multi<OutboundSseEvent> stream(@RestHeader("Last-Event-ID") @Nullable String last, @Context Sse sse) {
        UUID since = last == null ? null : Keyset.value(last, UUID::fromString);
        // A comment, because the answer begins with the first thing that is said. Whoever has read it is listened for:
        // what happens from then on is told.
        OutboundSseEvent hello = sse.newEventBuilder().comment("events").build();
        return Multi.createBy()
                .merging()
                .streams(
                        stream.since(since).map(event -> message(sse, event)),
                        Multi.createFrom().item(hello));
    }

    private static OutboundSseEvent message(Sse sse, Happened event) {
        return sse.newEventBuilder()
                .id(event.id().toString())
                .name(event.kind().key())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(View.of(event))
                .build();
    }

    static @Nullable Position position(@Nullable List<String> after) {
        return after == null
                ? null
                : new Position(
                        Keyset.value(after.getFirst(), Instant::parse),
                        Keyset.value(after.getLast(), UUID::fromString));
    }

    private static List<EventKind> kinds(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        return Stream.of(text.split(","))
                .map(String::strip)
                .map(key -> EventKind.of(key)
                        .orElseThrow(() ->
                                new IllegalArgumentException("There are no events of the kind “%s”: there are %s."
                                        .formatted(
                                                key,
                                                String.join(
                                                        ", ",
                                                        Stream.of(EventKind.values())
                                                                .map(EventKind::key)
                                                                .toList())))))
                .toList();
    }

    private static @Nullable UUID interfaceId(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("This is no id of an interface.", e);
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("This is no time like 2026-12-31T23:00:00Z.", e);
        }
    }
}
