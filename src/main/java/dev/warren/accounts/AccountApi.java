package dev.warren.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.web.Listing;
import dev.warren.web.Patch;
import dev.warren.web.Versions;
import dev.warren.web.Visitors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/// Who is signed in, and their sessions.
@Path("/api/v1/account")
@Tag(
        name = "My account",
        description = "For everybody about themselves. An API token may read here and change nothing:"
                + " who has found one must not be able to stay.")
@Authenticated
@RunOnVirtualThread
class AccountApi {

    private final CurrentUser current;
    private final PasswordChange passwords;
    private final UserChanges changes;
    private final Visitors visitors;
    private final InstantSource clock;

    AccountApi(
            CurrentUser current,
            PasswordChange passwords,
            UserChanges changes,
            Visitors visitors,
            InstantSource clock) {
        this.current = current;
        this.passwords = passwords;
        this.changes = changes;
        this.visitors = visitors;
        this.clock = clock;
    }

    @Schema(name = "PasswordChange")
    record Passwords(String present, String password) {
        @Override
        public String toString() {
            return "Passwords";
        }
    }

    @GET
    @Operation(summary = "Show who is signed in")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UserView.class)))
    public Response show(@RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        var user = QuarkusTransaction.requiringNew().call(() -> User.known(current.id()));
        return Versions.show(UserView.of(user), user.version(), ifNoneMatch);
    }

    @PUT
    @Path("password")
    @Operation(summary = "Change the password", description = "All other sessions end.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Passwords.class)))
    @APIResponse(responseCode = "204")
    public void changePassword(@Nullable JsonNode body, RoutingContext context) {
        var patch = Patch.of(body, "present", "password");
        var present = patch.verbatim("present");
        var chosen = patch.verbatim("password");
        patch.errors().reject();
        passwords.change(
                current,
                "password",
                present == null ? "" : present,
                chosen == null ? "" : chosen,
                visitors.of(context));
    }

    @GET
    @Path("sessions")
    @Operation(summary = "List one's sessions")
    public Listing<SessionView> sessions() {
        var sessions = QuarkusTransaction.requiringNew().call(() -> UserSession.of(current.id(), clock.instant()));
        return new Listing<>(SessionView.list(sessions, current.sessionId()), null);
    }

    @DELETE
    @Path("sessions")
    @Operation(summary = "Sign out everywhere else")
    @APIResponse(responseCode = "204")
    public void endOthers() {
        changes.endSessions(current.id(), current.sessionId());
    }

    @DELETE
    @Path("sessions/{session}")
    @Operation(summary = "End one of one's sessions")
    @APIResponse(responseCode = "204")
    public void endSession(UUID session) {
        changes.endSession(current.id(), session);
    }
}
