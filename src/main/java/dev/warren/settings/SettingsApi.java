package dev.warren.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.web.Listing;
import dev.warren.web.Patch;
import dev.warren.web.Versions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/// What can be set while Warren runs.
@Path("/api/v1/settings")
@Tag(name = "Settings", description = "What can be set while Warren runs. For administrators; auditors may read.")
@RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
@RunOnVirtualThread
class SettingsApi {

    private static final String[] KEYS =
            Arrays.stream(Setting.values()).map(Setting::key).toArray(String[]::new);

    private final Settings settings;
    private final SettingsChanges changes;

    SettingsApi(Settings settings, SettingsChanges changes) {
        this.settings = settings;
        this.changes = changes;
    }

    @GET
    @Operation(
            summary = "List the settings",
            description = "Of secrets it only says whether they are set. The ETag is that of all of them together.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = All.class)))
    public Response list(@RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        var version = settings.version();
        return Versions.show(new Listing<>(SettingView.all(settings), null), version, ifNoneMatch);
    }

    /// Only for the API's document, which can't see what is in a [Listing].
    @Schema(name = "Settings")
    private record All(List<SettingView> items, @Nullable String next) {}

    @PATCH
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Change settings",
            description =
                    "What is absent stays as it is; null goes back to what the environment says. Times are seconds."
                            + " Every change counts at once.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            examples =
                                    @ExampleObject(
                                            name = "mail",
                                            value =
                                                    "{\"smtpHost\": \"mail.example.org\", \"smtpFrom\": \"vpn@example.org\", \"auditKeep\": 31536000}")))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = All.class)))
    public Response change(@RestHeader("If-Match") @Nullable String ifMatch, @Nullable JsonNode body) {
        var patch = Patch.of(body, KEYS);
        var wanted = new EnumMap<Setting, Optional<String>>(Setting.class);
        for (var setting : Setting.values()) {
            if (patch.has(setting.key())) {
                wanted.put(setting, value(setting, patch));
            }
        }
        patch.errors().reject();
        changes.change(wanted, version -> Versions.require(ifMatch, version));
        return list(null);
    }

    private static Optional<String> value(Setting setting, Patch patch) {
        if (patch.isNull(setting.key())) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (setting.kind()) {
                    case PORT -> text(patch.optionalLong(setting.key(), null), "");
                    case DURATION -> text(patch.optionalLong(setting.key(), null), "s");
                    case TEXT, SECRET, PROTECTION, SENDER -> patch.verbatim(setting.key());
                });
    }

    private static @Nullable String text(@Nullable Long number, String unit) {
        return number == null ? null : number + unit;
    }
}
