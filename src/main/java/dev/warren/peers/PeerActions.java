package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.web.Pages;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What is done to one peer with one button.
@Path("/peers/{id}")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class PeerActions {

    private final PeerChanges changes;
    private final LivePeers live;
    private final Pages pages;

    PeerActions(PeerChanges changes, LivePeers live, Pages pages) {
        this.changes = changes;
        this.live = live;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance deletion(LivePeer peer);
    }

    /// @param back `list` leads back there, anything else to the peer
    @POST
    @Path("activation")
    public Response activate(@RestPath UUID id, @RestForm boolean enabled, @RestForm @Nullable String back) {
        if (enabled) {
            changes.enable(id);
        } else {
            changes.disable(id);
        }
        return pages.redirect("list".equals(back) ? "/peers" : "/peers/" + id);
    }

    /// Asks before it is done, without a script.
    @GET
    @Path("deletion")
    public TemplateInstance confirm(@RestPath UUID id) {
        return Templates.deletion(live.get(id));
    }

    @POST
    @Path("deletion")
    public Response delete(@RestPath UUID id) {
        changes.delete(id);
        return pages.redirect("/peers");
    }
}
