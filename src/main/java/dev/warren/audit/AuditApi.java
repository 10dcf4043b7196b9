package dev.warren.audit;

import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Who did what.
@Path("/api/v1/audit")
@Tag(name = "Audit log", description = "Who did what, when and from where. For administrators and auditors.")
@RolesAllowed({"admin", "auditor"}) // accounts has constants for these, and uses this package
@RunOnVirtualThread
class AuditApi {

    private final AuditExport export;

    AuditApi(AuditExport export) {
        this.export = export;
    }

    @GET
    @Operation(
            summary = "List what was done",
            description =
                    "The newest first, unless `sort` is `at`. `q` is part of a name, an address, an action or a value.")
    public Listing<AuditView> list(@BeanParam ListQuery query, @BeanParam AuditQuery filter) {
        var keyset = query.keyset("-at", "at");
        var wanted = filter.filter(query.text());
        var entries = QuarkusTransaction.requiringNew().call(() -> wanted.page(keyset));
        return keyset.page(entries, AuditEntry::position, AuditView::of);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show one line")
    public AuditView show(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> AuditEntry.<AuditEntry>findByIdOptional(id)
                        .map(AuditView::of)
                        .orElseThrow(() -> Rejection.notFound("There is no such line.")));
    }

    @GET
    @Path("export")
    @Operation(
            summary = "Download what was done",
            description = "The oldest first, without an end to the number of lines.")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class))
            })
    public Response export(
            @RestQuery @Parameter(description = "`csv` or `ndjson`", example = "csv") @Nullable String format,
            @RestQuery @Parameter(description = "only lines that contain this text") @Nullable String q,
            @BeanParam AuditQuery filter) {
        var wanted = filter.filter(q);
        return switch (format == null ? "csv" : format) {
            case "csv" -> file(export.csv(wanted), "text/csv;charset=UTF-8", "audit.csv");
            case "ndjson" -> file(export.ndjson(wanted), "application/x-ndjson", "audit.ndjson");
            default -> throw Rejection.invalid("format", "A format is csv or ndjson.");
        };
    }

    private static Response file(Object content, String type, String name) {
        return Response.ok(content, type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
