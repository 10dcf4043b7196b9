package dev.warren.logging;

import dev.warren.accounts.Roles;
import dev.warren.web.Listing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How much is logged.
@Path("/api/v1/system/log-levels")
@Tag(name = "System", description = "The machine and the process. For administrators; auditors may have it examined.")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class LogLevelsApi {

    private final LogLevels levels;

    LogLevelsApi(LogLevels levels) {
        this.levels = levels;
    }

    @Schema(name = "LogLevel")
    record View(
            @Schema(description = "a package or class of Warren's", examples = "dev.warren.interfaces")
            String category,

            @Schema(description = "`error`, `warn`, `info` or `debug`", examples = "debug")
            String level) {

        static View of(LogLevels.Entry entry) {
            return new View(entry.category(), entry.level());
        }
    }

    @Schema(name = "LogLevelRequest")
    record Request(
            @Schema(description = "`error`, `warn`, `info` or `debug`", examples = "debug") @Nullable String level) {}

    @GET
    @Operation(
            summary = "List how much is logged",
            description = "Of all of Warren, and of what was changed since the start.")
    public Listing<View> list() {
        return new Listing<>(levels.all().stream().map(View::of).toList(), null);
    }

    @PUT
    @Path("{category}")
    @Operation(summary = "Log more or less of something", description = "Until the next start or the deletion.")
    public View set(
            @Parameter(description = "a package or class of Warren's", example = "dev.warren.interfaces")
                    String category,
            Request request) {
        return View.of(levels.set(category, request.level() == null ? "" : request.level()));
    }

    @DELETE
    @Path("{category}")
    @Operation(summary = "Log as much of it as at the start")
    public void reset(
            @Parameter(description = "a package or class of Warren's", example = "dev.warren.interfaces")
                    String category) {
        levels.reset(category);
    }
}
