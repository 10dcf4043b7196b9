package dev.warren.events;

import dev.warren.accounts.Roles;
import dev.warren.events.EventTable.Filter;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.web.Keyset;
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
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/// What happened to one peer, newest first.
@Path("/peers/{id}/events")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@RunOnVirtualThread
class PeerEventPages {

    private final LivePeers live;
    private final EventTable table;

    PeerEventPages(LivePeers live, EventTable table) {
        this.live = live;
        this.table = table;
    }

    @CheckedTemplate(basePath = "events")
    static class Templates {
        static native TemplateInstance peer(LivePeer peer, Listing<Happened> page);
    }

    @GET
    public TemplateInstance show(@RestPath UUID id, @BeanParam ListQuery query) throws SQLException {
        LivePeer peer = live.get(id);
        Keyset keyset = query.keyset("-at");
        var filter = new Filter(List.of(), id.toString(), null, null, null);
        List<Happened> rows = table.read(filter, true, EventsApi.position(keyset.after(2)), keyset.limit() + 1);
        return Templates.peer(peer, keyset.page(rows, event -> List.of(event.at(), event.id()), event -> event));
    }
}
