package dev.warren.secrets;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The key that seals the secrets in the database; of the key itself nothing is ever shown.
@Path("/api/v1/master-key")
@Tag(name = "Master key", description = "The key that seals the secrets in the database. For administrators.")
@RolesAllowed("admin") // accounts has constants for these, and uses this package
@RunOnVirtualThread
class MasterKeyApi {

    private final MasterKeyRotation rotation;

    MasterKeyApi(MasterKeyRotation rotation) {
        this.rotation = rotation;
    }

    @Schema(name = "MasterKey")
    record View(
            @Schema(description = "names the key that seals, and tells nothing about it", examples = "3f9a01cc")
            String id,

            @Schema(description = "former keys that are still needed")
            List<String> former,

            @Schema(examples = "the file /data/master.key") String place) {}

    @Schema(name = "MasterKeyRotation")
    record Rotated(
            String id,

            @Schema(description = "how many secrets were sealed anew")
            long sealed) {}

    @GET
    @Operation(summary = "Show which master key is used")
    public View show() {
        var state = rotation.state();
        return new View(state.present(), state.former(), state.place());
    }

    @POST
    @Path("rotation")
    @Operation(
            summary = "Change the master key",
            description =
                    "Nothing stops meanwhile. Warren makes a new key where it keeps the key itself; with"
                            + " WARREN_MASTER_KEY_FILE put the new one on the first line first and leave the present one below it.")
    public Rotated rotate() {
        var sealed = rotation.rotate();
        return new Rotated(rotation.state().present(), sealed);
    }
}
