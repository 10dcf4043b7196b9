package dev.warren.interfaces;

import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.engine.IpPrefix;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The interfaces of this server, the page and form of one, and new ones.
@Path("/interfaces")
@RunOnVirtualThread
class InterfacePages {

    private final InterfaceChanges changes;
    private final EngineRunner engines;
    private final InterfacesConfig settings;
    private final CurrentUser me;
    private final Pages pages;

    InterfacePages(
            InterfaceChanges changes, EngineRunner engines, InterfacesConfig settings, CurrentUser me, Pages pages) {
        this.changes = changes;
        this.engines = engines;
        this.settings = settings;
        this.me = me;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "interfaces")
    static class Templates {
        static native TemplateInstance list(List<Row> rows, List<String> troubles);

        static native TemplateInstance form(
                Row row,
                InterfaceForm form,
                FieldErrors errors,
                List<String> troubles,
                boolean hooksShown,
                List<HookFailure> hookFailures,
                boolean saved);

        static native TemplateInstance creation(
                InterfaceForm form, FieldErrors errors, boolean hooksShown, List<HookFailure> hookFailures);
    }

    /// An interface as the pages show it.
    record Row(
            UUID id,
            String name,
            String publicKey,
            boolean enabled,
            boolean running,
            String addresses,
            String endpoint,
            int listenPort,
            long peers) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public TemplateInstance list() {
        List<Row> rows = QuarkusTransaction.requiringNew()
                .call(() -> WgInterface.listByName().stream().map(this::row).toList());
        return Templates.list(rows, engines.troubles());
    }

    @GET
    @Path("new")
    @RolesAllowed(Roles.ADMIN)
    public TemplateInstance blank() {
        return Templates.creation(
                QuarkusTransaction.requiringNew().call(() -> InterfaceSuggestion.next(settings.ipv6())),
                FieldErrors.none(),
                settings.hooks(),
                List.of());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    public Response create(@BeanParam InterfaceFormFields fields) {
        InterfaceForm form = fields.form(Hooks.none());
        try {
            WgInterface made = changes.create(form.draft());
            return pages.redirect("/interfaces/" + made.id());
        } catch (Rejection e) {
            return pages.again(e, Templates.creation(form, FieldErrors.of(e, "form"), settings.hooks(), List.of()));
        }
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public TemplateInstance show(@RestPath UUID id, @RestQuery boolean saved) {
        return QuarkusTransaction.requiringNew().call(() -> {
            WgInterface wg = WgInterface.known(id);
            return page(wg, InterfaceForm.of(wg), FieldErrors.none(), saved);
        });
    }

    @POST
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    public Response change(@RestPath UUID id, @BeanParam InterfaceFormFields fields) {
        InterfaceForm form = fields.form(QuarkusTransaction.requiringNew()
                .call(() -> WgInterface.known(id).hooks()));
        try {
            changes.change(id, wg -> form.draft());
            return pages.redirect("/interfaces/" + id + "?saved=true");
        } catch (Rejection e) {
            if (e.status() == Response.Status.NOT_FOUND.getStatusCode()) {
                throw e;
            }
            return pages.again(
                    e,
                    QuarkusTransaction.requiringNew()
                            .call(() -> page(WgInterface.known(id), form, FieldErrors.of(e, "form"), false)));
        }
    }

    private TemplateInstance page(WgInterface wg, InterfaceForm form, FieldErrors errors, boolean saved) {
        boolean hooksShown = me.isAdmin() && (settings.hooks() || !form.hooks().isEmpty());
        List<HookFailure> failures = hooksShown ? engines.hookFailures(wg.id()) : List.of();
        return Templates.form(row(wg), form, errors, engines.troubles(wg.id()), hooksShown, failures, saved);
    }

    private Row row(WgInterface wg) {
        return row(wg, engines);
    }

    static Row row(WgInterface wg, EngineRunner engines) {
        return new Row(
                wg.id(),
                wg.name(),
                wg.publicKey(),
                wg.enabled(),
                engines.isRunning(wg.id()),
                addresses(wg.ipv4(), wg.ipv6()),
                wg.endpoint().withPort(wg.listenPort()),
                wg.listenPort(),
                AddressPool.peers(wg));
    }

    private static String addresses(@Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {
        return Stream.concat(Stream.ofNullable(ipv4), Stream.ofNullable(ipv6))
                .map(IpText::of)
                .collect(Collectors.joining(", "));
    }
}
