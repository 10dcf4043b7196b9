package dev.warren.accounts;

import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
import dev.warren.web.WebConfig;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Signing in and out with a browser.
@Path("/")
@PermitAll
@RunOnVirtualThread
class SignInPages {

    /// A path of Warren itself: what begins with two slashes, or with one and a backslash, is another host to a
    /// browser.
    private static final Pattern OWN_PATH = Pattern.compile("/([^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?");

    private final SignIn signIn;
    private final CurrentUser current;
    private final Visitors visitors;
    private final Pages pages;
    private final WebConfig web;

    SignInPages(SignIn signIn, CurrentUser current, Visitors visitors, Pages pages, WebConfig web) {
        this.signIn = signIn;
        this.current = current;
        this.visitors = visitors;
        this.pages = pages;
        this.web = web;
    }

    @CheckedTemplate(basePath = "accounts")
    static class Templates {
        static native TemplateInstance signIn(String username, boolean remember, String to, FieldErrors errors);
    }

    @GET
    @Path("sign-in")
    public Response form(@RestQuery @Nullable String to) {
        if (current.isSignedIn()) {
            return pages.redirect(ownPath(to));
        }
        return Response.ok(Templates.signIn("", false, ownPath(to), FieldErrors.none()))
                .build();
    }

    @POST
    @Path("sign-in")
    public Response signIn(
            @RestForm @Nullable String username,
            @RestForm @Nullable String password,
            @RestForm boolean remember,
            @RestForm @Nullable String to,
            RoutingContext context) {
        var name = username == null ? "" : username;
        try {
            var cookie = signIn.attempt(name, password == null ? "" : password, remember, visitors.of(context));
            signIn.end(current); // of whoever was signed in on this browser before
            return Response.fromResponse(pages.redirect(ownPath(to)))
                    .cookie(cookie)
                    .build();
        } catch (Rejection e) {
            var errors = new FieldErrors().add("form", e.sentence());
            return pages.again(e, Templates.signIn(name, remember, ownPath(to), errors));
        }
    }

    @POST
    @Path("sign-out")
    public Response signOut(RoutingContext context) {
        signIn.end(current);
        return Response.fromResponse(pages.redirect("/sign-in"))
                .cookie(SessionCookie.none(visitors.of(context), web))
                .build();
    }

    static String ownPath(@Nullable String to) {
        return to != null && OWN_PATH.matcher(to).matches() ? to : "/";
    }
}
