package dev.warren.settings;

import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.accounts.User;
import dev.warren.delivery.TestMail;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.RandomText;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What can be set while Warren runs, for people.
@Path("/settings")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class SettingsPages {

    private static final int PASSWORD_BYTES = 24;

    private final Settings settings;
    private final SettingsChanges changes;
    private final TestMail testMail;
    private final CurrentUser current;
    private final Pages pages;

    SettingsPages(Settings settings, SettingsChanges changes, TestMail testMail, CurrentUser current, Pages pages) {
        this.settings = settings;
        this.changes = changes;
        this.testMail = testMail;
        this.current = current;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "settings")
    static class Templates {
        static native TemplateInstance settings(SettingsForm form, String to, String generated, String done);
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
    public TemplateInstance show(@RestQuery @Nullable String done) {
        return Templates.settings(SettingsForm.of(settings), myAddress(), "", done == null ? "" : done);
    }

    @POST
    @Path("mail")
    public Response changeMail(MultivaluedMap<String, String> typed) {
        return change(SettingsForm.MAIL, typed, "mail");
    }

    @POST
    @Path("retention")
    public Response changeRetention(MultivaluedMap<String, String> typed) {
        return change(SettingsForm.KEEPING, typed, "retention");
    }

    /// Takes a password, makes one, or forgets it. One that was made is in this answer and nowhere else.
    @POST
    @Path("metrics")
    public Response changeMetrics(MultivaluedMap<String, String> typed) {
        if (!"generate".equals(typed.getFirst("do"))) {
            return change(List.of(Setting.METRICS_PASSWORD), typed, "metrics");
        }
        var password = RandomText.of(PASSWORD_BYTES);
        changes.change(Map.of(Setting.METRICS_PASSWORD, Optional.of(password)));
        return Response.ok(Templates.settings(SettingsForm.of(settings), myAddress(), password, ""))
                .build();
    }

    @POST
    @Path("mail/test")
    public Response sendTestMail(@RestForm @Nullable String to) {
        var address = to == null ? "" : to.strip();
        try {
            if (!address.matches("[^\\s@<>,;]+@[^\\s@<>,;]+")) {
                throw Rejection.invalid("to", "This is no e-mail address like anna@example.org.");
            }
            testMail.send(address);
            return pages.redirect("/settings?done=sent");
        } catch (Rejection e) {
            var form = new SettingsForm(SettingsForm.of(settings).fields(), FieldErrors.of(e, "to"));
            return pages.again(e, Templates.settings(form, address, "", ""));
        }
    }

    private Response change(List<Setting> part, MultivaluedMap<String, String> typed, String done) {
        try {
            changes.change(SettingsForm.wanted(part, typed));
            return pages.redirect("/settings?done=" + done);
        } catch (Rejection e) {
            var form = SettingsForm.again(settings, part, typed, e.errors());
            return pages.again(e, Templates.settings(form, myAddress(), "", ""));
        }
    }

    private String myAddress() {
        var address = QuarkusTransaction.requiringNew()
                .call(() -> User.known(current.id()).email());
        return address == null ? "" : address;
    }
}
