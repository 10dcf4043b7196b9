package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What is done to one peer with one button.
@Path("/peers/{id}")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@Blocking
class PeerActions {

    private final PeerChanges changes;
    private final DeletedPeers deleted;
    private final LivePeers live;
    private final Pages pages;

    PeerActions(PeerChanges changes, DeletedPeers deleted, LivePeers live, Pages pages) {
        this.changes = changes;
        this.deleted = deleted;
        this.live = live;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance deletion(LivePeer peer);

        static native TemplateInstance rotation(LivePeer peer, String publicKey, FieldErrors errors);
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
        String name = live.get(id).name();
        changes.delete(id);
        deleted.note(List.of(id), name);
        return pages.redirect("/peers");
    }

    /// Says what other keys mean before they are made.
    @GET
    @Path("key-rotation")
    public TemplateInstance rotation(@RestPath UUID id) {
        return Templates.rotation(live.get(id), "", FieldErrors.none());
    }

    @POST
    @Path("key-rotation")
    public Response rotate(@RestPath UUID id, @RestForm @Nullable String publicKey) {
        try {
            changes.rotateKeys(id, publicKey);
            return pages.redirect("/peers/" + id + "/delivery");
        } catch (Rejection e) {
            return pages.again(
                    e, Templates.rotation(live.get(id), publicKey == null ? "" : publicKey, FieldErrors.of(e, "form")));
        }
    }

    @POST
    @Path("totals")
    public Response resetTotals(@RestPath UUID id) {
        changes.resetTotals(id);
        return pages.redirect("/peers/" + id);
    }

    @POST
    @Path("handshake-timestamp")
    public Response forgetHandshake(@RestPath UUID id) {
        changes.forgetHandshake(id);
        return pages.redirect("/peers/" + id + "/settings?saved=true");
    }
}
