package dev.warren.compat;

import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.delivery.LinkTerms;
import dev.warren.delivery.Links;
import dev.warren.peers.PeerChanges;
import dev.warren.peers.PeerDelivery;
import dev.warren.web.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// `/api/client/:id/…`: what is done to one peer, and its configuration.
@Path("/api/client/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class WgEasyClientActions {

    private final WgEasyDirectory directory;
    private final PeerChanges changes;
    private final PeerDelivery delivery;
    private final Links links;
    private final CurrentUser me;

    WgEasyClientActions(
            WgEasyDirectory directory, PeerChanges changes, PeerDelivery delivery, Links links, CurrentUser me) {
        this.directory = directory;
        this.changes = changes;
        this.delivery = delivery;
        this.links = links;
        this.me = me;
    }

    record Link(boolean success, String oneTimeLink, Instant expiresAt) {}

    /// The one refusal that wg-easy too answers with 422.
    @POST
    @Path("enable")
    public Response enable(@RestPath String id) {
        try {
            changes.enable(directory.member(id).id());
            return Response.ok(WgEasyClients.SUCCESS).build();
        } catch (Rejection e) {
            return WgEasyError.answer(e, e.status());
        }
    }

    @POST
    @Path("disable")
    public Map<String, Boolean> disable(@RestPath String id) {
        changes.disable(directory.member(id).id());
        return WgEasyClients.SUCCESS;
    }

    @GET
    @Path("configuration")
    @Produces(MediaType.WILDCARD)
    public Response configuration(@RestPath String id) {
        return download(delivery.config(directory.member(id).id()));
    }

    @GET
    @Path("qrcode.svg")
    @Produces(MediaType.WILDCARD)
    public Response qrCode(@RestPath String id) {
        PeerDelivery.Delivered delivered = delivery.config(directory.member(id).id());
        return Response.ok(delivered.qrCode().svg(delivered.name()))
                .type("image/svg+xml")
                .build();
    }

    @POST
    @Path("generateOneTimeLink")
    public Link link(@RestPath String id) {
        Links.Issued issued = links.issue(directory.member(id).id(), LinkTerms.ONCE_WITHIN_FIVE_MINUTES, me.name());
        return new Link(true, issued.token(), issued.expiresAt());
    }

    @ServerExceptionMapper
    public Response refuse(Rejection rejection) {
        return WgEasyError.answer(rejection);
    }

    static Response download(PeerDelivery.Delivered delivered) {
        return Response.ok(delivered.config().text())
                .type("text/plain;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(delivered.fileName()))
                .build();
    }
}
