package dev.warren.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.web.Listing;
import dev.warren.web.Patch;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How somebody else signs in, for an administrator who helps or locks out.
@Path("/api/v1/users/{id}")
@Tag(name = "Users")
@RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
@RunOnVirtualThread
class UserSecurityApi {

    private final UserChanges changes;
    private final PasswordChange passwords;
    private final SecondFactors secondFactors;
    private final ApiTokens tokens;
    private final CurrentUser current;
    private final InstantSource clock;

    UserSecurityApi(
            UserChanges changes,
            PasswordChange passwords,
            SecondFactors secondFactors,
            ApiTokens tokens,
            CurrentUser current,
            InstantSource clock) {
        this.changes = changes;
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.tokens = tokens;
        this.current = current;
        this.clock = clock;
    }

    @Schema(name = "NewPassword")
    record NewPassword(
            @Schema(examples = "correct horse battery") String password) {}

    @PUT
    @Path("password")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Give a user a new password",
            description = "All sessions of that user end. One's own is changed at the account.")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = NewPassword.class)))
    @APIResponse(responseCode = "204")
    public void setPassword(UUID id, @Nullable JsonNode body) {
        var patch = Patch.of(body, "password");
        var password = patch.verbatim("password");
        patch.errors().reject();
        passwords.set(current, id, password == null ? "" : password);
    }

    @DELETE
    @Path("totp")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Take a user's second factor away",
            description = "For somebody else whose phone and recovery codes are gone. All sessions of that user end.")
    @APIResponse(responseCode = "204")
    public void resetSecondFactor(UUID id) {
        QuarkusTransaction.requiringNew().run(() -> secondFactors.reset(current, id));
    }

    @GET
    @Path("sessions")
    @Operation(summary = "List a user's sessions")
    public Listing<SessionView> sessions(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> {
            return new Listing<>(SessionView.list(UserSession.of(User.known(id).id(), clock.instant()), null), null);
        });
    }

    @DELETE
    @Path("sessions")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Sign a user out everywhere")
    @APIResponse(responseCode = "204")
    public void endSessions(UUID id) {
        changes.endSessions(id, null);
    }

    @DELETE
    @Path("sessions/{session}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "End one session of a user")
    @APIResponse(responseCode = "204")
    public void endSession(UUID id, UUID session) {
        changes.endSession(id, session);
    }

    @GET
    @Path("tokens")
    @Operation(summary = "List a user's API tokens")
    public Listing<TokenView> tokens(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> {
            return new Listing<>(
                    ApiToken.of(User.known(id).id()).stream().map(TokenView::of).toList(), null);
        });
    }

    @DELETE
    @Path("tokens/{token}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Revoke an API token of a user")
    @APIResponse(responseCode = "204")
    public void revokeToken(UUID id, UUID token) {
        tokens.revoke(id, token);
    }
}
