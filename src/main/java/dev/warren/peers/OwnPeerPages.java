package dev.warren.peers;

import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The peers of whoever is signed in, for users who see no others: made, scanned, renamed and deleted without an
/// administrator.
@Path("/own-peers")
@RolesAllowed(Roles.USER)
@RunOnVirtualThread
class OwnPeerPages {

    private final PeerChanges changes;
    private final PeerReach reach;
    private final LivePeers live;
    private final CurrentUser current;
    private final Pages pages;

    OwnPeerPages(PeerChanges changes, PeerReach reach, LivePeers live, CurrentUser current, Pages pages) {
        this.changes = changes;
        this.reach = reach;
        this.live = live;
        this.current = current;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance ownPeers(List<LivePeer> peers, String name, FieldErrors errors);

        static native TemplateInstance ownPeer(LivePeer peer, String name, FieldErrors errors, String done);

        static native TemplateInstance ownDeletion(LivePeer peer, String refused);
    }

    @GET
    public TemplateInstance list() {
        return list("", FieldErrors.none());
    }

    @POST
    public Response create(@RestForm @Nullable String name) {
        try {
            Member member = changes.createOwn(null, reach.owned(PeerForm.named(name)));
            return pages.redirect("/own-peers/" + member.id());
        } catch (Rejection e) {
            return pages.again(e, list(name == null ? "" : name, FieldErrors.of(e, "name")));
        }
    }

    @GET
    @Path("{id}")
    public TemplateInstance show(@RestPath String id, @RestQuery @Nullable String done) {
        LivePeer peer = live.live(reach.visible(id));
        return Templates.ownPeer(peer, peer.name(), FieldErrors.none(), done == null ? "" : done);
    }

    @POST
    @Path("{id}")
    public Response rename(@RestPath String id, @RestForm @Nullable String name) {
        Member member = reach.visible(id);
        String typed = name == null ? "" : name;
        try {
            changes.change(member.id(), reach.allowed(PeerForm.named(typed)));
            return pages.redirect("/own-peers/" + member.id() + "?done=renamed");
        } catch (Rejection e) {
            return pages.again(e, Templates.ownPeer(live.live(member), typed, FieldErrors.of(e, "name"), ""));
        }
    }

    /// Asks before it is done, without a script.
    @GET
    @Path("{id}/deletion")
    public TemplateInstance confirm(@RestPath String id) {
        return Templates.ownDeletion(live.live(reach.visible(id)), "");
    }

    @POST
    @Path("{id}/deletion")
    public Response delete(@RestPath String id) {
        Member member = reach.visible(id);
        try {
            reach.requireDeletable(member);
            changes.delete(member.id());
            return pages.redirect("/own-peers");
        } catch (Rejection e) {
            return pages.again(e, Templates.ownDeletion(live.live(member), e.sentence()));
        }
    }

    private TemplateInstance list(String name, FieldErrors errors) {
        return Templates.ownPeers(live.of(current.id()), name, errors);
    }
}
