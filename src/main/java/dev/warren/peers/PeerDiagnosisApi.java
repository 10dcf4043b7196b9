package dev.warren.peers;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.accounts.Roles;
import dev.warren.interfaces.PeerLogLines;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// `/api/v1/peers/{id}/…`: what the engine knows when something is wrong with a peer.
@Path("/api/v1/peers/{id}")
@RunOnVirtualThread
@Tag(name = "Peers")
class PeerDiagnosisApi {

    private final PeerDiagnosis diagnosis;
    private final PeerReach reach;

    PeerDiagnosisApi(PeerDiagnosis diagnosis, PeerReach reach) {
        this.diagnosis = diagnosis;
        this.reach = reach;
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "PeerDiagnosis")
    record Diagnosis(
            @Schema(description = "packets from and to the peer that were dropped since it was let in, by reason")
            Map<String, Long> drops,

            @Schema(description = "why the host name of its endpoint leads nowhere; null if it does, or there is none")
            @Nullable String endpointTrouble,

            @Schema(description = "whether its log is on") boolean logged) {}

    /// @param lines the oldest first
    @Schema(name = "PeerLog")
    record Log(boolean on, List<PeerLogLines.Line> lines) {}

    @GET
    @Path("diagnosis")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(summary = "What stands in a peer's way", description = "As its engine has it at this moment.")
    public Diagnosis diagnosis(@RestPath String id) {
        Member member = reach.visible(id);
        return new Diagnosis(diagnosis.drops(member), diagnosis.endpointTrouble(member), diagnosis.isLogged(member));
    }

    @GET
    @Path("log")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "The newest lines of a peer's log",
            description = "At most 200: handshakes, keys made and destroyed, keepalives, drops.")
    public Log log(@RestPath String id) {
        Member member = reach.visible(id);
        return new Log(diagnosis.isLogged(member), diagnosis.lines(member));
    }

    @PUT
    @Path("log")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Switches a peer's log on",
            description = "Until it is switched off, or Warren ends. The lines are in Warren's own log too.")
    public void logOn(@RestPath String id) {
        diagnosis.log(reach.visible(id), true);
    }

    @DELETE
    @Path("log")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(summary = "Switches a peer's log off", description = "Its lines can still be read.")
    public void logOff(@RestPath String id) {
        diagnosis.log(reach.visible(id), false);
    }
}
