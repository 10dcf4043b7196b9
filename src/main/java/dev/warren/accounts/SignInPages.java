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
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Signing in and out with a browser. An account with a second factor is asked for its code on a page of its own.
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

        static native TemplateInstance code(String to, FieldErrors errors);
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
            var step = signIn.begin(name, password == null ? "" : password, remember, visitors.of(context));
            return switch (step) {
                case SignIn.Step.Done(var cookie) -> goOn(to, cookie);
                case SignIn.Step.CodeWanted(var cookie, var _) ->
                    Response.fromResponse(pages.redirect("/sign-in/code" + query(to)))
                            .cookie(cookie)
                            .build();
            };
        } catch (Rejection e) {
            var errors = new FieldErrors().add("form", e.sentence());
            return pages.again(e, Templates.signIn(name, remember, ownPath(to), errors));
        }
    }

    @GET
    @Path("sign-in/code")
    public Response codeForm(
            @RestQuery @Nullable String to, @RestCookie(SessionCookie.PENDING) @Nullable String pending) {
        return signIn.isPending(pending)
                ? Response.ok(Templates.code(ownPath(to), FieldErrors.none())).build()
                : pages.redirect("/sign-in" + query(to));
    }

    @POST
    @Path("sign-in/code")
    public Response code(
            @RestForm @Nullable String code,
            @RestForm @Nullable String to,
            @RestCookie(SessionCookie.PENDING) @Nullable String pending,
            RoutingContext context) {
        if (pending == null || !signIn.isPending(pending)) {
            return pages.redirect("/sign-in" + query(to));
        }
        var visitor = visitors.of(context);
        try {
            var session = signIn.finish(pending, code == null ? "" : code, visitor);
            return goOn(to, session, SessionCookie.none(SessionCookie.PENDING, visitor, web));
        } catch (Rejection e) {
            return pages.again(e, Templates.code(ownPath(to), new FieldErrors().add("code", e.sentence())));
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

    private Response goOn(@Nullable String to, NewCookie... cookies) {
        signIn.end(current); // of whoever was signed in on this browser before
        return Response.fromResponse(pages.redirect(ownPath(to)))
                .cookie(cookies)
                .build();
    }

    private static String query(@Nullable String to) {
        var path = ownPath(to);
        return path.equals("/") ? "" : "?to=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    static String ownPath(@Nullable String to) {
        return to != null && OWN_PATH.matcher(to).matches() ? to : "/";
    }
}
