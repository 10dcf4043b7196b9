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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// One's own API tokens, made and revoked by a person. The page with a new one is the answer itself and no redirect:
/// its text is kept nowhere.
@Path("/account/tokens")
@Authenticated
@RunOnVirtualThread
class AccountTokenPages {

    private final CurrentUser current;
    private final ApiTokens tokens;
    private final AccountProfile profile;
    private final InstantSource clock;
    private final Visitors visitors;
    private final Pages pages;

    AccountTokenPages(
            CurrentUser current,
            ApiTokens tokens,
            AccountProfile profile,
            InstantSource clock,
            Visitors visitors,
            Pages pages) {
        this.current = current;
        this.tokens = tokens;
        this.profile = profile;
        this.clock = clock;
        this.visitors = visitors;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "accounts")
    static class Templates {
        static native TemplateInstance newToken(TokenView token, String example);
    }

    @POST
    public Response make(
            @RestForm @Nullable String name,
            @RestForm @Nullable List<String> scopes,
            @RestForm @Nullable String days,
            RoutingContext context) {
        var form = TokenForm.of(name, scopes, days);
        try {
            var errors = new FieldErrors();
            var expiresAt = errors.check("days", () -> form.expiresAt(clock.instant()));
            errors.reject();
            var made = tokens.make(current.id(), form.name(), form.scopes(), expiresAt);
            return Response.ok(Templates.newToken(
                            TokenView.of(made), visitors.of(context).url("/api/v1/peers")))
                    .build();
        } catch (Rejection e) {
            return pages.again(e, profile.again(form, FieldErrors.of(e, "name")));
        }
    }

    @POST
    @Path("{token}/deletion")
    public Response revoke(@RestPath UUID token) {
        tokens.revoke(current.id(), token);
        return pages.redirect("/account?done=token");
    }
}
