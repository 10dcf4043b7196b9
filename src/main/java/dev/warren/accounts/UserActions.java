package dev.warren.accounts;

import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What is done to one user with one button, for an administrator who helps or locks out.
@Path("/users/{id}")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class UserActions {

    private final UserChanges changes;
    private final PasswordChange passwords;
    private final SecondFactors secondFactors;
    private final ApiTokens tokens;
    private final CurrentUser current;
    private final UserProfiles profiles;
    private final Pages pages;

    UserActions(
            UserChanges changes,
            PasswordChange passwords,
            SecondFactors secondFactors,
            ApiTokens tokens,
            CurrentUser current,
            UserProfiles profiles,
            Pages pages) {
        this.changes = changes;
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.tokens = tokens;
        this.current = current;
        this.profiles = profiles;
        this.pages = pages;
    }

    @POST
    @Path("password")
    public Response setPassword(@RestPath UUID id, @RestForm @Nullable String password) {
        try {
            passwords.set(current, id, password == null ? "" : password);
            return done(id, "password");
        } catch (Rejection e) {
            if (e.errors().isEmpty()) {
                throw e;
            }
            return pages.again(e, profiles.again(id, e.errors()));
        }
    }

    @POST
    @Path("totp/removal")
    public Response resetSecondFactor(@RestPath UUID id) {
        try {
            QuarkusTransaction.requiringNew().run(() -> secondFactors.reset(current, id));
            return done(id, "totp");
        } catch (Rejection e) {
            if (e.status() == 404) {
                throw e;
            }
            return pages.again(e, profiles.again(id, new FieldErrors().add("totp", e.sentence())));
        }
    }

    @POST
    @Path("sessions/deletion")
    public Response endSessions(@RestPath UUID id) {
        changes.endSessions(id, null);
        return done(id, "sessions");
    }

    @POST
    @Path("sessions/{session}/deletion")
    public Response endSession(@RestPath UUID id, @RestPath UUID session) {
        changes.endSession(id, session);
        return done(id, "sessions");
    }

    @POST
    @Path("tokens/{token}/deletion")
    public Response revokeToken(@RestPath UUID id, @RestPath UUID token) {
        tokens.revoke(id, token);
        return done(id, "token");
    }

    /// Asks before it is done, without a script.
    @GET
    @Path("deletion")
    public TemplateInstance confirm(@RestPath UUID id) {
        return profiles.deletion(id, "");
    }

    @POST
    @Path("deletion")
    public Response delete(@RestPath UUID id) {
        try {
            changes.delete(id, version -> {});
            return pages.redirect("/users?done=deleted");
        } catch (Rejection e) {
            if (e.status() == 404) {
                throw e;
            }
            return pages.again(e, profiles.deletion(id, e.sentence()));
        }
    }

    private Response done(UUID id, String what) {
        return pages.redirect("/users/" + id + "?done=" + what);
    }
}
