package dev.warren.traffic;

import dev.warren.accounts.Roles;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.traffic.PeerHistoryApi.SessionView;
import dev.warren.web.Keyset;
import dev.warren.web.ListPlace;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The past of a peer: what it transferred, and when it was there. The history is a part of the overview too, which
/// fetches it from here.
@Path("/peers/{id}")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@RunOnVirtualThread
class PeerPastPages {

    private final LivePeers live;
    private final History history;
    private final SessionTable sessions;
    private final InstantSource clock;

    PeerPastPages(LivePeers live, History history, SessionTable sessions, InstantSource clock) {
        this.live = live;
        this.history = history;
        this.sessions = sessions;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "traffic")
    static class Templates {
        static native TemplateInstance history(LivePeer peer, Chart chart);

        static native TemplateInstance sessions(LivePeer peer, Listing<SessionView> page, ListPlace place);
    }

    @GET
    @Path("history")
    public TemplateInstance history(
            @RestPath UUID id, @RestQuery @Nullable String span, @RestQuery @Nullable String unit) throws SQLException {
        LivePeer peer = live.get(id);
        return Templates.history(
                peer,
                Chart.of(
                        history,
                        peer.member().number(),
                        "/peers/%s/history".formatted(id),
                        span,
                        unit,
                        clock.instant()));
    }

    @GET
    @Path("sessions")
    public TemplateInstance sessions(@RestPath UUID id, @BeanParam ListQuery query) throws SQLException {
        LivePeer peer = live.get(id);
        Keyset keyset = query.keyset("-beganAt", "beganAt");
        List<SessionTable.Row> rows =
                sessions.read(id, keyset.descending(), PeerHistoryApi.position(keyset.after(2)), keyset.limit() + 1);
        Listing<SessionView> page =
                keyset.page(rows, SessionTable.Row::position, row -> SessionView.of(row, peer, clock.instant()));
        String previous = keyset.before(rows, SessionTable.Row::position);
        var place = new ListPlace("/peers/%s/sessions".formatted(id), keyset.order(), Map.of(), previous, page.next());
        return Templates.sessions(peer, page, place);
    }
}
