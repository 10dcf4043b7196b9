package dev.warren.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.PasswordGate;
import dev.warren.accounts.Passwords;
import dev.warren.accounts.Roles;
import dev.warren.peers.PeerReach;
import dev.warren.web.Listing;
import dev.warren.web.Pages;
import dev.warren.web.Patch;
import dev.warren.web.Visitors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// `/api/v1/peers/{id}/links`: links that hand out a peer's configuration.
@Path("/api/v1/peers/{id}/links")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.USER})
@RunOnVirtualThread
@Tag(name = "Delivery")
class PeerLinksApi {

    private final PeerReach reach;
    private final Links links;
    private final PasswordGate passwords;
    private final CurrentUser me;
    private final Visitors visitors;
    private final Pages pages;

    PeerLinksApi(PeerReach reach, Links links, PasswordGate passwords, CurrentUser me, Visitors visitors, Pages pages) {
        this.reach = reach;
        this.links = links;
        this.passwords = passwords;
        this.me = me;
        this.visitors = visitors;
        this.pages = pages;
    }

    /// @param url the whole link; it is told this once
    record Made(UUID id, String url, Instant expiresAt, int mostUses, boolean needsPassword) {
        @Override
        public String toString() {
            return "Made(…)";
        }
    }

    @GET
    @Operation(summary = "The links of a peer that have not expired, newest first")
    public Listing<Links.Listed> list(@RestPath String id) {
        return new Listing<>(links.list(reach.visible(id).id()), null);
    }

    @POST
    @Operation(
            summary = "Make a link that hands out the configuration",
            description = "Whoever has the link needs no account. The answer is the only place that has it whole.")
    public Response create(
            @RestPath String id,
            @RequestBody(
                            description = "`expiresIn` in seconds, 60 to 2592000, else a day; `uses` 1 to 100, else 1;"
                                    + " `password` of at least 8 characters, else none",
                            content = @Content(mediaType = "application/json", examples = @ExampleObject("""
                                {"expiresIn": 86400, "uses": 1, "password": "tell it by phone"}\
                                """)))
                    JsonNode body) {
        UUID peer = reach.visible(id).id();
        LinkTerms terms = terms(Patch.of(body, "expiresIn", "uses", "password"));
        Links.Issued issued = links.issue(peer, terms, me.name());
        String path = "/links/" + issued.token();
        var made = new Made(
                issued.id(),
                visitors.current().orElseThrow().url(path),
                issued.expiresAt(),
                terms.uses(),
                terms.passwordHash() != null);
        return Response.status(Response.Status.CREATED)
                .header("Location", pages.path("/api/v1/peers/%s/links/%s".formatted(id, issued.id())))
                .entity(made)
                .build();
    }

    @DELETE
    @Path("{link}")
    @Operation(summary = "Take a link back: it hands out nothing any more")
    public void revoke(@RestPath String id, @RestPath UUID link) {
        links.revoke(reach.visible(id).id(), link);
    }

    private LinkTerms terms(Patch fields) {
        LinkTerms terms = LinkTerms.read(fields);
        String password = fields.verbatim("password");
        if (password != null) {
            Passwords.check("password", password, "", fields.errors());
        }
        fields.errors().reject();
        return terms.withPasswordHash(password == null ? null : passwords.hash(password));
    }
}
