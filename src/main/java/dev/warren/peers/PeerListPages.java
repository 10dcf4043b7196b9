package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.interfaces.EngineRunner;
import dev.warren.peers.PeerForms.Shown;
import dev.warren.web.FieldErrors;
import dev.warren.web.ListQuery;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The list of peers, and new ones.
@Path("/peers")
@Blocking
class PeerListPages {

    private final PeerChanges changes;
    private final PeerLists lists;
    private final LivePeers live;
    private final PeerForms forms;
    private final EngineRunner engines;
    private final Pages pages;

    PeerListPages(
            PeerChanges changes, PeerLists lists, LivePeers live, PeerForms forms, EngineRunner engines, Pages pages) {
        this.changes = changes;
        this.lists = lists;
        this.live = live;
        this.forms = forms;
        this.engines = engines;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance list(
                PeerList list,
                PeerLists.Offer offer,
                PeerSums sums,
                List<PeerStatus.State> states,
                boolean cards,
                List<String> troubles,
                String name,
                FieldErrors errors);

        static native TemplateInstance creation(Shown shown);
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public TemplateInstance list(
            @BeanParam PeerFilter filter, @BeanParam ListQuery asked, @RestCookie("peers-view") @Nullable String view) {
        return list(filter, asked, view, "", FieldErrors.none());
    }

    /// All that the list's filters find, for whoever selects them at once.
    @GET
    @Path("ids")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public List<UUID> ids(@BeanParam PeerFilter filter) {
        return lists.ids(filter);
    }

    /// From the list only the name comes; from the form of a new peer, everything.
    @POST
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response create(
            @BeanParam PeerFormFields fields,
            @RestForm @Nullable String quick,
            @RestCookie("peers-view") @Nullable String view) {
        try {
            Member member = changes.create(fields.interfaceId(), fields.created(quick != null));
            return pages.redirect("/peers/" + member.id());
        } catch (Rejection e) {
            if (quick == null) {
                return pages.again(
                        e,
                        Templates.creation(
                                forms.again(null, fields.created(false), fields, FieldErrors.of(e, "form"))));
            }
            return pages.again(
                    e, list(new PeerFilter(), new ListQuery(), view, fields.name(), FieldErrors.of(e, "form")));
        }
    }

    @GET
    @Path("new")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public TemplateInstance blank(
            @RestQuery @Nullable String name,
            @RestQuery("interface") @Nullable UUID wg,
            @RestQuery @Nullable String preset) {
        return Templates.creation(forms.blank(name, wg, preset));
    }

    private TemplateInstance list(
            PeerFilter filter, ListQuery asked, @Nullable String view, String name, FieldErrors errors) {
        PeerLists.View shown = lists.view(filter, asked);
        return Templates.list(
                shown.list(),
                shown.offer(),
                live.sums(),
                List.of(PeerStatus.State.values()),
                "cards".equals(view),
                engines.troubles(),
                name,
                errors);
    }
}
