package dev.warren.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.web.Versions;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// `/api/v1/peers/{id}`: one peer.
@Path("/api/v1/peers/{id}")
@Blocking
@Tag(name = "Peers")
class PeerApi {

    private final PeerChanges changes;
    private final PeerReach reach;
    private final PeerViews views;

    PeerApi(PeerChanges changes, PeerReach reach, PeerViews views) {
        this.changes = changes;
        this.reach = reach;
        this.views = views;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR, Roles.USER})
    @Operation(summary = "One peer with its live figures", description = "The ETag is that of its settings.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PeerView.class)))
    public Response show(@RestPath String id, @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        Member member = reach.visible(id);
        return Versions.show(views.of(member), member.version(), ifNoneMatch);
    }

    @PATCH
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.USER})
    @Operation(
            summary = "Changes a peer",
            description = "What is absent stays, null is inherited or none. Other peers notice nothing.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PeerView.class)))
    public Response change(
            @RestPath String id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(content = @Content(mediaType = "application/json", examples = @ExampleObject("""
                    {"notes": "new phone", "dns": null, "networks": ["192.168.7.0/24"]}"""))) @Nullable JsonNode body) {
        Member member = reach.visible(id);
        PeerForm form = reach.allowed(PeerRequest.changed(body));
        Member changed = changes.change(member.id(), form, version -> Versions.require(ifMatch, version));
        return Versions.shown(views.of(changed), changed.version());
    }

    @DELETE
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.USER})
    @Operation(summary = "Deletes a peer", description = "Its address is free again.")
    public void delete(@RestPath String id, @RestHeader("If-Match") @Nullable String ifMatch) {
        Member member = reach.visible(id);
        reach.requireDeletable(member);
        changes.delete(member.id(), version -> Versions.require(ifMatch, version));
    }
}
