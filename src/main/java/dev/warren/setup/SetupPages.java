package dev.warren.setup;

import dev.warren.accounts.SignIn;
import dev.warren.interfaces.InterfacesConfig;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The wizard: one form, on the first visit.
@Path("/setup")
@PermitAll
@RunOnVirtualThread
class SetupPages {

    private final Setup setup;
    private final SignIn signIn;
    private final InterfacesConfig interfaces;
    private final Visitors visitors;
    private final Pages pages;

    SetupPages(Setup setup, SignIn signIn, InterfacesConfig interfaces, Visitors visitors, Pages pages) {
        this.setup = setup;
        this.signIn = signIn;
        this.interfaces = interfaces;
        this.visitors = visitors;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "setup")
    static class Templates {
        static native TemplateInstance setup(SetupForm form, List<String> hosts, FieldErrors errors);
    }

    @GET
    public Response form(RoutingContext context) {
        if (setup.isDone()) {
            return pages.redirect("/sign-in");
        }
        var hosts = HostSuggestions.of(visitors.of(context));
        var form = SetupForm.suggested(hosts.isEmpty() ? "" : hosts.getFirst(), interfaces.ipv6());
        return Response.ok(Templates.setup(form, hosts, FieldErrors.none())).build();
    }

    @POST
    public Response complete(
            @RestForm @Nullable String username,
            @RestForm @Nullable String password,
            @RestForm @Nullable String host,
            @RestForm @Nullable String port,
            @RestForm @Nullable String ipv4,
            @RestForm @Nullable String ipv6,
            RoutingContext context) {
        var form =
                new SetupForm(text(username), text(password), text(host), text(port), text(ipv4), text(ipv6), "", "");
        var visitor = visitors.of(context);
        try {
            var plan = form.plan();
            setup.complete(plan);
            var step = signIn.begin(plan.username(), plan.password(), false, visitor);
            return step instanceof SignIn.Step.Done(var cookie)
                    ? Response.fromResponse(pages.redirect("/")).cookie(cookie).build()
                    : pages.redirect("/sign-in");
        } catch (Rejection e) {
            if (setup.isDone()) {
                throw e;
            }
            var errors = FieldErrors.of(e, "form");
            return pages.again(e, Templates.setup(form, HostSuggestions.of(visitor), errors));
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
