package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.interfaces.InterfacesConfig;
import dev.warren.peers.PeerForms.Shown;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The page of one peer: its overview, its settings, and a copy of it. What else its tabs show is made where it
/// belongs.
@Path("/peers")
@Blocking
class PeerPages {

    private final PeerChanges changes;
    private final LivePeers live;
    private final PeerForms forms;
    private final Tags tags;
    private final InterfacesConfig settings;
    private final Pages pages;

    PeerPages(PeerChanges changes, LivePeers live, PeerForms forms, Tags tags, InterfacesConfig settings, Pages pages) {
        this.changes = changes;
        this.live = live;
        this.forms = forms;
        this.tags = tags;
        this.settings = settings;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance peer(LivePeer peer, PeerDetails details);

        static native TemplateInstance settings(LivePeer peer, Shown shown, boolean saved);

        static native TemplateInstance copy(LivePeer peer, String name, FieldErrors errors);

        static native TemplateInstance allowed(AllowedIpsChoice allowed);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public TemplateInstance show(@RestPath UUID id) {
        LivePeer peer = live.get(id);
        return Templates.peer(
                peer,
                QuarkusTransaction.requiringNew().call(() -> PeerDetails.of(Peer.known(id), tags, settings.ipv6())));
    }

    @GET
    @Path("{id}/settings")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public TemplateInstance settings(@RestPath UUID id, @RestQuery boolean saved) {
        LivePeer peer = live.get(id);
        return Templates.settings(peer, forms.of(peer), saved);
    }

    @POST
    @Path("{id}/settings")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response change(@RestPath UUID id, @BeanParam PeerFormFields fields) {
        try {
            changes.change(id, fields.changed());
            return pages.redirect("/peers/" + id + "/settings?saved=true");
        } catch (Rejection e) {
            if (e.status() == Response.Status.NOT_FOUND.getStatusCode()) {
                throw e;
            }
            LivePeer peer = live.get(id);
            PeerForm form =
                    fields.changed().with(PeerField.PUBLIC_KEY, peer.member().publicKey());
            return pages.again(
                    e, Templates.settings(peer, forms.again(peer, form, fields, FieldErrors.of(e, "form")), false));
        }
    }

    /// Says what a choice of AllowedIPs means, while somebody makes it.
    @GET
    @Path("allowed-ips")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public TemplateInstance allowed(
            @RestQuery("interface") @Nullable UUID wg,
            @RestQuery @Nullable String allowedPreset,
            @RestQuery @Nullable String allowedIps) {
        return Templates.allowed(forms.allowed(wg, AllowedIpsChoice.text(allowedPreset, allowedIps)));
    }

    /// Asks for the copy's name.
    @GET
    @Path("{id}/copies")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public TemplateInstance copying(@RestPath UUID id) {
        return Templates.copy(live.get(id), "", FieldErrors.none());
    }

    @POST
    @Path("{id}/copies")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response copy(@RestPath UUID id, @RestForm @Nullable String name) {
        try {
            return pages.redirect(
                    "/peers/" + changes.copy(id, PeerForm.named(name)).id());
        } catch (Rejection e) {
            return pages.again(e, Templates.copy(live.get(id), name == null ? "" : name, FieldErrors.of(e, "form")));
        }
    }
}
