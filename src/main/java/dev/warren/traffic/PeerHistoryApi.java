package dev.warren.traffic;

import dev.warren.accounts.Roles;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.peers.Member;
import dev.warren.peers.PeerReach;
import dev.warren.traffic.HistoryView.Query;
import dev.warren.web.Keyset;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `/api/v1/peers/{id}/history` and `/sessions`: a peer's past.
@Path("/api/v1/peers/{id}")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR, Roles.USER})
@Blocking
@Tag(name = "History")
class PeerHistoryApi {

    private final PeerReach reach;
    private final History history;
    private final SessionTable sessions;
    private final LivePeers peers;
    private final InstantSource clock;

    PeerHistoryApi(PeerReach reach, History history, SessionTable sessions, LivePeers peers, InstantSource clock) {
        this.reach = reach;
        this.history = history;
        this.sessions = sessions;
        this.peers = peers;
        this.clock = clock;
    }

    /// A session as the API shows it.
    ///
    /// @param endedAt null while it lasts
    /// @param duration seconds, until now while it lasts
    /// @param firstEndpoint where the peer was when it began; lastEndpoint where it was last
    record SessionView(
            UUID id,
            Instant beganAt,
            @Nullable Instant endedAt,
            long duration,
            @Nullable String firstEndpoint,
            @Nullable String lastEndpoint,
            long receiveBytes,
            long transmitBytes) {

        static SessionView of(SessionTable.Row row, LivePeer peer, Instant now) {
            boolean lasts = row.endedAt() == null;
            return new SessionView(
                    row.id(),
                    row.beganAt(),
                    row.endedAt(),
                    Math.max(
                            0,
                            Duration.between(row.beganAt(), row.endedAt() == null ? now : row.endedAt())
                                    .toSeconds()),
                    row.firstEndpoint(),
                    row.lastEndpoint(),
                    lasts ? since(peer.receiveTotal(), row.receiveBytes()) : row.receiveBytes(),
                    lasts ? since(peer.transmitTotal(), row.transmitBytes()) : row.transmitBytes());
        }

        private static long since(long total, long before) {
            return total < before ? total : total - before;
        }
    }

    @GET
    @Path("history")
    @Operation(
            summary = "How much a peer moved, and when",
            description = "By the minute, hour or day of UTC. Steps in which nothing moved are left out.")
    public HistoryView history(
            @RestPath String id,
            @RestQuery @Parameter(description = "minute, hour or day", example = "hour") @Nullable String step,
            @RestQuery @Parameter(example = "2026-11-20T00:00:00Z") @Nullable String from,
            @RestQuery @Parameter(example = "2026-11-21T00:00:00Z") @Nullable String to)
            throws SQLException {
        Member peer = reach.visible(id);
        Query query = Query.of(step, from, to, clock.instant());
        return HistoryView.of(query, history.read(query.step(), peer.number(), query.from(), query.to()));
    }

    @GET
    @Path("sessions")
    @Operation(
            summary = "When a peer was there, and from where; newest first",
            description =
                    "`sort` is `-beganAt` or `beganAt`. A session begins with a handshake and ends when the peer was last heard of.")
    public Listing<SessionView> sessions(@RestPath String id, @BeanParam ListQuery query) throws SQLException {
        LivePeer peer = peers.get(reach.visible(id).id());
        Keyset keyset = query.keyset("-beganAt", "beganAt");
        List<SessionTable.Row> rows =
                sessions.read(peer.id(), keyset.descending(), position(keyset.after(2)), keyset.limit() + 1);
        Instant now = clock.instant();
        return keyset.page(rows, SessionTable.Row::position, row -> SessionView.of(row, peer, now));
    }

    static SessionTable.@Nullable Position position(@Nullable List<String> after) {
        return after == null
                ? null
                : new SessionTable.Position(
                        Keyset.value(after.getFirst(), Instant::parse),
                        Keyset.value(after.getLast(), UUID::fromString));
    }
}
