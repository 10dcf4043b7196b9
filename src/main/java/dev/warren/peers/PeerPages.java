package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.interfaces.EngineRunner;
import dev.warren.interfaces.InterfacesConfig;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The list of peers, and the page and the forms of one.
@Path("/peers")
@RunOnVirtualThread
class PeerPages {

    private final PeerChanges changes;
    private final LivePeers live;
    private final EngineRunner engines;
    private final InterfacesConfig settings;
    private final Pages pages;

    PeerPages(PeerChanges changes, LivePeers live, EngineRunner engines, InterfacesConfig settings, Pages pages) {
        this.changes = changes;
        this.live = live;
        this.engines = engines;
        this.settings = settings;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance list(
                PeerList list, PeerSums sums, List<String> troubles, String name, FieldErrors errors);

        static native TemplateInstance peer(LivePeer peer, PeerDetails details);

        static native TemplateInstance form(
                @Nullable LivePeer peer, PeerForm form, Inherited inherited, List<Choice> choices, FieldErrors errors);
    }

    /// An interface that a new peer may join.
    record Choice(UUID id, String name, boolean chosen) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public TemplateInstance list(
            @RestQuery @Nullable String q, @RestQuery @Nullable String sort, @RestQuery @Nullable Integer page) {
        return listPage(PeerList.of(live.all(), q, sort, page), "", FieldErrors.none());
    }

    /// From the list only the name comes; from the form of a new peer, everything.
    @POST
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response create(@BeanParam PeerFormFields fields, @RestForm @Nullable String quick) {
        try {
            Member member = changes.create(fields.interfaceId(), fields.created(quick != null));
            return pages.redirect("/peers/" + member.id());
        } catch (Rejection e) {
            if (quick == null) {
                return pages.again(e, form(null, fields.created(false), fields.interfaceId(), PageErrors.of(e)));
            }
            return pages.again(e, listPage(PeerList.of(live.all(), null, null, null), fields.name(), PageErrors.of(e)));
        }
    }

    @GET
    @Path("new")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public TemplateInstance blank(@RestQuery @Nullable String name) {
        return form(null, PeerForm.named(name).with(PeerField.ZONE, ZoneId.systemDefault()), null, FieldErrors.none());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public TemplateInstance show(@RestPath UUID id) {
        LivePeer peer = live.get(id);
        return Templates.peer(
                peer, QuarkusTransaction.requiringNew().call(() -> PeerDetails.of(existing(id), settings.ipv6())));
    }

    @GET
    @Path("{id}/settings")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public TemplateInstance settings(@RestPath UUID id) {
        PeerForm form = QuarkusTransaction.requiringNew().call(() -> PeerForm.of(existing(id)));
        return form(live.get(id), form, null, FieldErrors.none());
    }

    @POST
    @Path("{id}/settings")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response change(@RestPath UUID id, @BeanParam PeerFormFields fields) {
        try {
            changes.change(id, fields.changed());
            return pages.redirect("/peers/" + id);
        } catch (Rejection e) {
            if (e.errors().isEmpty()) {
                throw e;
            }
            return pages.again(e, form(live.get(id), fields.changed(), null, PageErrors.of(e)));
        }
    }

    private TemplateInstance listPage(PeerList list, String name, FieldErrors errors) {
        return Templates.list(list, PeerSums.of(live.all()), engines.troubles(), name, errors);
    }

    private TemplateInstance form(
            @Nullable LivePeer peer, PeerForm form, @Nullable UUID interfaceId, FieldErrors errors) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<WgInterface> all = WgInterface.listByName();
            UUID chosen = peer != null ? peer.member().interfaceId() : interfaceId;
            WgInterface wg = all.stream()
                    .filter(each -> each.id().equals(chosen))
                    .findFirst()
                    .or(WgInterface::first)
                    .orElseThrow(() -> Rejection.conflict("There is no interface yet: set one up first."));
            List<Choice> choices = all.stream()
                    .map(each -> new Choice(each.id(), each.name(), each.id().equals(wg.id())))
                    .toList();
            return Templates.form(peer, form, Inherited.from(wg), choices, errors);
        });
    }

    static Peer existing(UUID id) {
        return Peer.<Peer>findByIdOptional(id)
                .orElseThrow(() -> Rejection.notFound("There is no such peer. Somebody may have deleted it."));
    }
}
