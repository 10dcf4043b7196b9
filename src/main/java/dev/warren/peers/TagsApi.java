package dev.warren.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.web.Listing;
import dev.warren.web.Patch;
import dev.warren.web.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// `/api/v1/tags`: the labels that peers have, and their colours.
@Path("/api/v1/tags")
@RunOnVirtualThread
@Tag(name = "Peers")
class TagsApi {

    private final Tags tags;
    private final PeerReach reach;
    private final AuditLog audit;

    TagsApi(Tags tags, PeerReach reach, AuditLog audit) {
        this.tags = tags;
        this.reach = reach;
        this.audit = audit;
    }

    @GET
    @Transactional
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR, Roles.USER})
    @Operation(summary = "The tags of peers", description = "All on one page. Users see those of their own peers.")
    public Listing<Tags.Tag> list() {
        UUID owner = reach.owner();
        return new Listing<>(tags.all(member -> owner == null || owner.equals(member.ownerId())), null);
    }

    @PUT
    @Path("{tag}")
    @Transactional
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Gives a tag a colour",
            description =
                    "gray, red, orange, yellow, green, teal, blue, purple, pink; or null for the one by its name.")
    public Tags.Tag colour(
            @RestPath String tag,
            @RequestBody(content = @Content(mediaType = "application/json", examples = @ExampleObject("""
                    {"colour": "teal"}"""))) @Nullable JsonNode body) {
        Patch patch = Patch.of(body, "colour");
        String wanted = patch.optionalText("colour", null);
        Tags.Colour colour = wanted == null ? null : patch.errors().check("colour", () -> Tags.parse(wanted));
        patch.errors().reject();
        String name = name(tag);
        Tags.Tag coloured = tags.colour(name, colour);
        audit.record("tag.coloured", new Subject("tag", name, name), null, Map.of("colour", coloured.colour()));
        return coloured;
    }

    private static String name(String text) {
        try {
            String name = PeerTexts.tag(text);
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // nobody can have it, so it is not there
        }
        throw Rejection.notFound("There is no such tag.");
    }
}
