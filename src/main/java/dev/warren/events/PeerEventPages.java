package dev.warren.events;

import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.web.ListQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/// What happened to one peer.
@Path("/peers/{id}/events")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@RunOnVirtualThread
class PeerEventPages {

    private final LivePeers live;
    private final EventTable table;
    private final CurrentUser current;

    PeerEventPages(LivePeers live, EventTable table, CurrentUser current) {
        this.live = live;
        this.table = table;
        this.current = current;
    }

    @CheckedTemplate(basePath = "events")
    static class Templates {
        static native TemplateInstance peer(LivePeer peer, EventPage page);
    }

    @GET
    public TemplateInstance show(@RestPath UUID id, @BeanParam ListQuery query) throws SQLException {
        LivePeer peer = live.get(id);
        var keyset = EventPage.keyset(query);
        var rows = EventPage.rows(table, EventFilter.ofSubject(id.toString()), keyset);
        var path = "/peers/%s/events".formatted(id);
        return Templates.peer(peer, EventPage.of(path, Map.of(), keyset, rows, current.seesServer()));
    }
}
