package dev.warren.accounts;

import dev.warren.web.DataAddress;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.QrCode;
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
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// One's own second factor, step by step. Secrets and recovery codes are in the answer to a form and nowhere else:
/// going back or reloading does not bring them again.
@Path("/account")
@Authenticated
@RunOnVirtualThread
class AccountTotpPages {

    private final CurrentUser current;
    private final SecondFactors secondFactors;
    private final AccountProfile profile;
    private final Visitors visitors;
    private final Pages pages;

    AccountTotpPages(
            CurrentUser current, SecondFactors secondFactors, AccountProfile profile, Visitors visitors, Pages pages) {
        this.current = current;
        this.secondFactors = secondFactors;
        this.profile = profile;
        this.visitors = visitors;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "accounts")
    static class Templates {
        static native TemplateInstance enrolment(String secret, String picture, FieldErrors errors);

        static native TemplateInstance recoveryCodes(List<String> codes, String file, boolean first);
    }

    @POST
    @Path("totp")
    public Response enrol(@RestForm @Nullable String password, RoutingContext context) {
        try {
            var enrolment = secondFactors.enrol(current, password == null ? "" : password, visitors.of(context));
            return Response.ok(enrolment(enrolment.secret(), FieldErrors.none()))
                    .build();
        } catch (Rejection e) {
            return refused(e);
        }
    }

    /// @param secret what the page before has shown, to show it again: the server tells it to nobody a second time
    @POST
    @Path("totp/confirmation")
    public Response confirm(
            @RestForm @Nullable String code, @RestForm @Nullable String secret, RoutingContext context) {
        try {
            var codes = secondFactors.confirm(current, code == null ? "" : code, visitors.of(context));
            return Response.ok(codes(codes, true)).build();
        } catch (Rejection e) {
            if (secret == null
                    || !secret.matches("[A-Z2-7]{16,64}")
                    || e.errors().isEmpty()) {
                return refused(e);
            }
            return pages.again(e, enrolment(secret, e.errors()));
        }
    }

    @POST
    @Path("totp/removal")
    public Response remove(@RestForm @Nullable String password, RoutingContext context) {
        try {
            secondFactors.remove(current, password == null ? "" : password, visitors.of(context));
            return pages.redirect("/account?done=totp-off");
        } catch (Rejection e) {
            return refused(e);
        }
    }

    @POST
    @Path("recovery-codes")
    public Response renewCodes(@RestForm @Nullable String password, RoutingContext context) {
        try {
            var codes =
                    secondFactors.renewRecoveryCodes(current, password == null ? "" : password, visitors.of(context));
            return Response.ok(codes(codes, false)).build();
        } catch (Rejection e) {
            return refused(e);
        }
    }

    private Response refused(Rejection e) {
        return pages.again(e, profile.again(FieldErrors.of(e, "password")));
    }

    private TemplateInstance enrolment(String secret, FieldErrors errors) {
        var picture = QrCode.of(Totp.uri(current.name(), secret)).svg("");
        return Templates.enrolment(secret, DataAddress.of("image/svg+xml", picture), errors);
    }

    private TemplateInstance codes(List<String> codes, boolean first) {
        return Templates.recoveryCodes(codes, DataAddress.of("text/plain", String.join("\n", codes) + "\n"), first);
    }
}
