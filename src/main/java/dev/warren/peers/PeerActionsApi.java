package dev.warren.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.accounts.Roles;
import dev.warren.web.Idempotent;
import dev.warren.web.Pages;
import dev.warren.web.Patch;
import dev.warren.web.Versions;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// `/api/v1/peers/{id}/…`: what is done to one peer beside changing its settings.
@Path("/api/v1/peers/{id}")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@Blocking
@Tag(name = "Peers")
class PeerActionsApi {

    private final PeerChanges changes;
    private final PeerReach reach;
    private final PeerViews views;
    private final Pages pages;
    private final ObjectMapper json;

    PeerActionsApi(PeerChanges changes, PeerReach reach, PeerViews views, Pages pages, ObjectMapper json) {
        this.json = json;
        this.changes = changes;
        this.reach = reach;
        this.views = views;
        this.pages = pages;
    }

    @PUT
    @Path("activation")
    @Operation(summary = "Switches a peer on", description = "Refused once it has expired.")
    public Response enable(@RestPath String id) {
        return shown(changes.enable(reach.visible(id).id()));
    }

    @DELETE
    @Path("activation")
    @Operation(summary = "Switches a peer off", description = "It keeps its address and everything else.")
    public Response disable(@RestPath String id) {
        return shown(changes.disable(reach.visible(id).id()));
    }

    @POST
    @Path("key-rotation")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.USER})
    @Operation(
            summary = "Gives a peer other keys",
            description = "Its old configuration works no more. One that keeps its private key to itself needs the new"
                    + " public key in the body.")
    public Response rotateKeys(
            @RestPath String id,
            @RequestBody(content = @Content(mediaType = "application/json", examples = @ExampleObject("""
                    {"publicKey": "TBnPtjgnqGTk0hMMM4jE1jrrvjTHCnpGmYT1yqyzUGA="}"""))) @Nullable String body)
            throws JsonProcessingException {
        UUID peer = reach.visible(id).id();
        if (body == null || body.isBlank()) {
            return shown(changes.rotateKeys(peer, null));
        }
        Patch patch = Patch.of(json.readTree(body), "publicKey");
        String own = patch.optionalText("publicKey", null);
        patch.errors().reject();
        return shown(changes.rotateKeys(peer, own));
    }

    @POST
    @Path("copies")
    @Idempotent
    @Operation(
            summary = "Makes a peer like this one",
            description =
                    "With keys and addresses of its own, and without the networks behind this one. The body is that"
                            + " of a new peer with what is to be different.")
    public Response copy(
            @RestPath String id,
            @RequestBody(content = @Content(mediaType = "application/json", examples = @ExampleObject("""
                    {"name": "phone-berta"}"""))) @Nullable JsonNode body) {
        Member made = changes.copy(reach.visible(id).id(), PeerRequest.changed(body));
        return Versions.created(pages, "/api/v1/peers/" + made.id(), views.of(made), made.version());
    }

    @DELETE
    @Path("totals")
    @Operation(summary = "Sets a peer's totals to zero", description = "And with them what it has used of its quota.")
    public void resetTotals(@RestPath String id) {
        changes.resetTotals(reach.visible(id).id());
    }

    @DELETE
    @Path("handshake-timestamp")
    @Operation(
            summary = "Forgets when a peer's last handshake began",
            description = "For a device whose clock was ahead once: until then the server takes its handshakes for old"
                    + " ones that somebody repeats.")
    public void forgetHandshake(@RestPath String id) {
        changes.forgetHandshake(reach.visible(id).id());
    }

    @POST
    @Path("restoration")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Undoes the deletion of a peer",
            description = "For half a minute after it: the same peer, with keys, addresses, totals, links and sessions."
                    + " Refused if something has taken its name or an address meanwhile.")
    public Response restore(@RestPath String id) {
        return shown(changes.restore(PeerReach.uuid(id)));
    }

    private Response shown(Member member) {
        return Versions.shown(views.of(member), member.version());
    }
}
