package dev.warren.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.engine.CaptureLimits;
import dev.warren.web.FieldErrors;
import dev.warren.web.Patch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// `/api/v1/peers/{id}/capture`: a peer's packets as they are inside the tunnel. For administrators alone, because it
/// is what others have sent; who asks has to say why.
@Path("/api/v1/peers/{id}/capture")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Tag(name = "Peers")
class PeerCaptureApi {

    private static final long MOST_BYTES = 100L << 20;
    private static final long MOST_SECONDS = 3_600;

    private final PeerCaptures captures;
    private final PeerReach reach;

    PeerCaptureApi(PeerCaptures captures, PeerReach reach) {
        this.captures = captures;
        this.reach = reach;
    }

    @POST
    @Operation(
            summary = "Captures a peer's packets",
            description = "As they are inside the tunnel, into a pcapng file, until one of the limits is reached. The"
                    + " reason is required, and stands in the audit log. The file is deleted an hour after its end.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PeerCaptureView.class)))
    @APIResponse(responseCode = "409", description = "It is being captured already, or not let in.")
    public Response start(
            @RestPath String id,
            @RequestBody(content = @Content(mediaType = "application/json", examples = @ExampleObject("""
                    {"reason": "ticket 4711: calls break off", "seconds": 60, "bytes": 10485760, "packets": 100000,
                     "snapLength": 128}"""))) @Nullable JsonNode body) {
        Member member = reach.visible(id);
        Patch patch = Patch.of(body, "reason", "seconds", "bytes", "packets", "snapLength");
        String reason = patch.text("reason", "");
        patch.errors().check("reason", () -> PeerCaptures.reason(reason));
        CaptureLimits limits = limits(patch);
        return Response.status(Response.Status.CREATED)
                .entity(captures.start(member, reason, limits))
                .build();
    }

    @GET
    @Operation(summary = "The capture of a peer's packets that runs or ran last")
    public PeerCaptureView show(@RestPath String id) {
        return captures.show(reach.visible(id));
    }

    @DELETE
    @Operation(summary = "Stops the capture of a peer's packets", description = "Its file can be read for an hour.")
    public void stop(@RestPath String id) {
        captures.stop(reach.visible(id));
    }

    @GET
    @Path("file")
    @Operation(summary = "What is captured of a peer's packets so far", description = "A pcapng file.")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/x-pcapng", schema = @Schema(implementation = String.class)))
    public Response file(@RestPath String id) {
        Member member = reach.visible(id);
        return Response.ok(captures.read(member).toFile(), "application/x-pcapng")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s.pcapng\"".formatted(FileName.of(member.name())))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static CaptureLimits limits(Patch patch) {
        CaptureLimits most = CaptureLimits.DEFAULT;
        long seconds = number(patch, "seconds", most.time().toSeconds(), 1, MOST_SECONDS);
        long bytes = number(patch, "bytes", 10L << 20, 4_096, MOST_BYTES);
        long packets = number(patch, "packets", most.packets(), 1, Long.MAX_VALUE);
        long snapLength = number(patch, "snapLength", most.snapLength(), 64, most.snapLength());
        patch.errors().reject();
        return new CaptureLimits(bytes, packets, Duration.ofSeconds(seconds), (int) snapLength);
    }

    private static long number(Patch patch, String field, long otherwise, long least, long most) {
        long number = patch.number(field, otherwise);
        FieldErrors errors = patch.errors();
        if ((number < least || number > most) && !errors.has(field)) {
            errors.add(field, "This is a number from %d to %d.".formatted(least, most));
        }
        return number;
    }
}
