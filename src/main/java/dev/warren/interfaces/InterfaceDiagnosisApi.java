package dev.warren.interfaces;

import dev.warren.accounts.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// `/api/v1/interfaces/{id}/diagnosis`: what the engine of an interface has counted since it started.
@Path("/api/v1/interfaces/{id}/diagnosis")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Interfaces")
class InterfaceDiagnosisApi {

    private static final String DROP = "drop_";

    private final SnapshotClock snapshots;
    private final EngineInspection inspection;

    InterfaceDiagnosisApi(SnapshotClock snapshots, EngineInspection inspection) {
        this.snapshots = snapshots;
        this.inspection = inspection;
    }

    @Schema(name = "InterfaceDiagnosis")
    record Diagnosis(
            @Schema(description = "packets that were dropped, by reason; reasons that never came up are left out")
            Map<String, Long> drops,

            @Schema(description = "what else was counted: handshakes, look-ups, what the sockets report")
            Map<String, Long> counters,

            @Schema(description = "peers whose endpoint's host name leads nowhere, by public key, with the reason")
            Map<String, String> unresolved) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Transactional
    @Operation(
            summary = "What an interface's engine has counted",
            description = "Since it started; empty while it rests.")
    public Diagnosis diagnosis(@RestPath UUID id) {
        WgInterface.known(id);
        TunnelFigures tunnel = snapshots.latest().tunnels().get(id);
        Map<String, Long> drops = new TreeMap<>();
        Map<String, Long> counters = new TreeMap<>();
        if (tunnel != null) {
            tunnel.counters().forEach((counter, count) -> {
                if (!counter.startsWith(DROP)) {
                    counters.put(counter, count);
                } else if (count > 0) {
                    drops.put(counter.substring(DROP.length()), count);
                }
            });
        }
        Map<String, String> unresolved = new TreeMap<>();
        inspection.unresolved(id).forEach((peer, reason) -> unresolved.put(peer.base64(), reason));
        return new Diagnosis(drops, counters, unresolved);
    }
}
