package dev.warren.traffic;

import dev.warren.accounts.Roles;
import dev.warren.traffic.HistoryView.Query;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `/api/v1/history`: how much everybody moved together.
@Path("/api/v1/history")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Blocking
@Tag(name = "History")
class HistoryApi {

    private final History history;
    private final InstantSource clock;

    HistoryApi(History history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "How much all peers moved together, and when",
            description =
                    "By the minute, hour or day of UTC. Steps in which nothing moved are left out. Peers that were"
                            + " deleted since are in it.")
    public HistoryView everybody(
            @RestQuery @Parameter(description = "minute, hour or day", example = "hour") @Nullable String step,
            @RestQuery @Parameter(example = "2026-11-20T00:00:00Z") @Nullable String from,
            @RestQuery @Parameter(example = "2026-11-21T00:00:00Z") @Nullable String to)
            throws SQLException {
        Query query = Query.of(step, from, to, clock.instant());
        return HistoryView.of(query, history.read(query.step(), TrafficTable.EVERYBODY, query.from(), query.to()));
    }
}
