package dev.warren.accounts;

import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What signed-in users change about themselves: their password and their sessions.
@Path("/account")
@Authenticated
@RunOnVirtualThread
class AccountPages {

    private final PasswordChange passwordChange;
    private final UserChanges changes;
    private final AccountProfile profile;
    private final CurrentUser current;
    private final Visitors visitors;
    private final Pages pages;

    AccountPages(
            PasswordChange passwordChange,
            UserChanges changes,
            AccountProfile profile,
            CurrentUser current,
            Visitors visitors,
            Pages pages) {
        this.passwordChange = passwordChange;
        this.changes = changes;
        this.profile = profile;
        this.current = current;
        this.visitors = visitors;
        this.pages = pages;
    }

    @GET
    public TemplateInstance account(@RestQuery @Nullable String done) {
        return profile.page(done == null ? "" : done);
    }

    @POST
    @Path("password")
    public Response changePassword(
            @RestForm @Nullable String present,
            @RestForm @Nullable String chosen,
            @RestForm @Nullable String repeated,
            RoutingContext context) {
        try {
            if (chosen != null && !chosen.equals(repeated)) {
                throw Rejection.invalid("repeated", "The two new passwords are not the same.");
            }
            passwordChange.change(
                    current,
                    "chosen",
                    present == null ? "" : present,
                    chosen == null ? "" : chosen,
                    visitors.of(context));
            return pages.redirect("/account?done=password");
        } catch (Rejection e) {
            return pages.again(e, profile.again(FieldErrors.of(e, "present")));
        }
    }

    @POST
    @Path("sessions/deletion")
    public Response endOthers() {
        changes.endSessions(current.id(), current.sessionId());
        return pages.redirect("/account?done=sessions");
    }

    @POST
    @Path("sessions/{session}/deletion")
    public Response endSession(@RestPath UUID session) {
        changes.endSession(current.id(), session);
        return pages.redirect("/account?done=session");
    }
}
