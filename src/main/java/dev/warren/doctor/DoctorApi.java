package dev.warren.doctor;

import dev.warren.accounts.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What stands between Warren and working tunnels.
@Path("/api/v1/system/doctor")
@Tag(name = "System", description = "The machine and the process. For administrators; auditors may have it examined.")
@RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
@RunOnVirtualThread
class DoctorApi {

    private final Doctor doctor;

    DoctorApi(Doctor doctor) {
        this.doctor = doctor;
    }

    @Schema(name = "DoctorReport")
    record View(
            Instant at,

            @Schema(description = "`ok`, `note`, `warning` or `error`: that of the worst finding", examples = "warning")
            String worst,

            @Schema(description = "the worst first") List<FindingView> findings) {}

    @Schema(name = "DoctorFinding")
    record FindingView(
            @Schema(description = "what was looked at", examples = "port")
            String id,

            @Schema(description = "which one, where there are several", examples = "wg0")
            String subject,

            @Schema(description = "`ok`, `note`, `warning` or `error`", examples = "error")
            String severity,

            @Schema(examples = "UDP port 51820, which wg0 is to have, is taken by dnsmasq (process 812).")
            String found,

            @Schema(description = "empty if nothing is to be done", examples = "Stop that, or give wg0 another port.")
            String remedy) {

        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.id(), finding.subject(), finding.severity().word(), finding.found(), finding.remedy());
        }
    }

    @GET
    @Operation(
            summary = "Examine the machine",
            description =
                    "Looks at the TUN device, capabilities, ports, forwarding, NAT, endpoints, clock, disk, database, MTU and"
                            + " IPv6. The same as `warren doctor`. Takes some seconds where name servers do not answer.")
    public View examine() {
        var report = doctor.examine();
        return new View(
                report.at(),
                report.worst().word(),
                report.parted().stream().map(FindingView::of).toList());
    }
}
