package dev.warren.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.peers.PeerDelivery;
import dev.warren.peers.PeerReach;
import dev.warren.web.Patch;
import dev.warren.web.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/peers/configs`: the configurations of many peers at once.
@Path("/api/v1/peers")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.USER})
@RunOnVirtualThread
@Tag(name = "Delivery")
class PeerConfigsApi {

    private static final int MOST = 10_000;

    private final PeerReach reach;
    private final PeerDelivery delivery;

    PeerConfigsApi(PeerReach reach, PeerDelivery delivery) {
        this.reach = reach;
        this.delivery = delivery;
    }

    @POST
    @Path("configs")
    @Operation(
            summary = "The configurations of many peers as a ZIP archive",
            description = "In the order of the ids, each under a name of its own. They hold the private keys.")
    public Response archive(
            @RequestBody(content = @Content(mediaType = "application/json", examples = @ExampleObject("""
                    {"ids": ["0199f2d4-0c8e-7a3b-9d55-3f1e1c1c2b7a"], "format": "conf"}""")))
                    JsonNode body) {
        Patch fields = Patch.of(body, "ids", "format");
        List<String> ids = fields.list("ids", List.of());
        ConfigFormat format = ConfigFormat.of(fields.optionalText("format", null));
        fields.errors().reject();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Rejection.invalid("ids", "Name from 1 to %d peers.".formatted(MOST));
        }
        return Downloads.archive(
                "warren.zip",
                delivery.configs(ids.stream().map(this::id).distinct().toList()),
                format);
    }

    private UUID id(String text) {
        try {
            return reach.visible(text).id();
        } catch (Rejection e) {
            throw Rejection.invalid("ids", "There is no peer “%s”.".formatted(text));
        }
    }
}
