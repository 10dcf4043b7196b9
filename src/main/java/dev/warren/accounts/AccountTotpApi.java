package dev.warren.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.web.Patch;
import dev.warren.web.QrCode;
import dev.warren.web.Visitors;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// One's own second factor.
@Path("/api/v1/account")
@Tag(name = "My account")
@Authenticated
@RunOnVirtualThread
class AccountTotpApi {

    private final CurrentUser current;
    private final SecondFactors secondFactors;
    private final Visitors visitors;

    AccountTotpApi(CurrentUser current, SecondFactors secondFactors, Visitors visitors) {
        this.current = current;
        this.secondFactors = secondFactors;
        this.visitors = visitors;
    }

    @Schema(name = "Password")
    record Password(
            @Schema(examples = "correct horse battery") String password) {}

    @Schema(name = "Code")
    record Code(@Schema(examples = "123456") String code) {}

    /// @param secret in base32, for typing
    /// @param uri    what the QR code says
    /// @param qrCode an SVG drawing
    @Schema(name = "Enrolment")
    record Enrolment(
            @Schema(examples = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
            String secret,

            String uri,

            @Schema(description = "the same as a drawing, in SVG")
            String qrCode) {
        @Override
        public String toString() {
            return "Enrolment";
        }
    }

    @Schema(name = "RecoveryCodes")
    record RecoveryCodes(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "RecoveryCodes";
        }
    }

    @Schema(name = "RecoveryCodesLeft")
    record Left(long left) {}

    @POST
    @Path("totp")
    @Operation(
            summary = "Begin with a second factor",
            description =
                    "Show the QR code to an authenticator app, then send its first code by PUT. Until then nothing changes.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Password.class)))
    public Enrolment enrol(@Nullable JsonNode body, RoutingContext context) {
        var enrolment = secondFactors.enrol(current, text(body, "password"), visitors.of(context));
        return new Enrolment(
                enrolment.secret(), enrolment.uri(), QrCode.of(enrolment.uri()).svg(""));
    }

    @PUT
    @Path("totp")
    @Operation(
            summary = "Turn the second factor on",
            description = "The answer has ten recovery codes, for the only time. All other sessions end, and a password"
                    + " alone (HTTP Basic) is refused from now on; API tokens go on working.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Code.class)))
    public RecoveryCodes confirm(@Nullable JsonNode body, RoutingContext context) {
        return new RecoveryCodes(secondFactors.confirm(current, text(body, "code"), visitors.of(context)));
    }

    @POST
    @Path("totp/removal")
    @Operation(summary = "Turn the second factor off")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Password.class)))
    @APIResponse(responseCode = "204")
    public void remove(@Nullable JsonNode body, RoutingContext context) {
        secondFactors.remove(current, text(body, "password"), visitors.of(context));
    }

    @POST
    @Path("recovery-codes")
    @Operation(summary = "Make new recovery codes", description = "The old ones are worth nothing from then on.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Password.class)))
    public RecoveryCodes renew(@Nullable JsonNode body, RoutingContext context) {
        return new RecoveryCodes(
                secondFactors.renewRecoveryCodes(current, text(body, "password"), visitors.of(context)));
    }

    @GET
    @Path("recovery-codes")
    @Operation(summary = "Count the recovery codes that are left")
    public Left left() {
        return new Left(secondFactors.recoveryCodesLeft(current.id()));
    }

    private static String text(@Nullable JsonNode body, String field) {
        var patch = Patch.of(body, field);
        var text = patch.verbatim(field);
        patch.errors().reject();
        return text == null ? "" : text;
    }
}
