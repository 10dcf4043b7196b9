package dev.warren.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.web.Listing;
import dev.warren.web.Patch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
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
    private final TagColours colours;

    TagsApi(Tags tags, PeerReach reach, TagColours colours) {
        this.tags = tags;
        this.reach = reach;
        this.colours = colours;
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
        return colours.choose(tag, colour);
    }
}
