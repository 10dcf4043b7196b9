package dev.warren.accounts;

import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What signed-in users change about themselves.
@Path("/account")
@Authenticated
@RunOnVirtualThread
class AccountPages {

    private final PasswordChange passwordChange;
    private final CurrentUser current;
    private final Visitors visitors;
    private final Pages pages;

    AccountPages(PasswordChange passwordChange, CurrentUser current, Visitors visitors, Pages pages) {
        this.passwordChange = passwordChange;
        this.current = current;
        this.visitors = visitors;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "accounts")
    static class Templates {
        static native TemplateInstance account(boolean changed, FieldErrors errors);
    }

    @GET
    public TemplateInstance account(@RestQuery @Nullable String changed) {
        return Templates.account("password".equals(changed), FieldErrors.none());
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
            return pages.redirect("/account?changed=password");
        } catch (Rejection e) {
            var errors = e.errors().isEmpty() ? new FieldErrors().add("present", e.sentence()) : e.errors();
            return pages.again(e, Templates.account(false, errors));
        }
    }
}
