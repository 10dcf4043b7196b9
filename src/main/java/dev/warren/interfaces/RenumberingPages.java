package dev.warren.interfaces;

import dev.warren.accounts.Roles;
import dev.warren.interfaces.InterfacePages.Row;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Moves an interface to other ranges, after showing who gets which address.
@Path("/interfaces/{id}/renumbering")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class RenumberingPages {

    private final InterfaceMoves moves;
    private final EngineRunner engines;
    private final Pages pages;

    RenumberingPages(InterfaceMoves moves, EngineRunner engines, Pages pages) {
        this.moves = moves;
        this.engines = engines;
        this.pages = pages;
    }

    /// What would happen.
    record Preview(RenumberingView view) {

        /// More than anybody reads.
        private static final int SHOWN = 200;

        public List<RenumberingView.MoveView> shown() {
            return view.moves().stream().limit(SHOWN).toList();
        }

        public int hidden() {
            return Math.max(0, view.moves().size() - SHOWN);
        }
    }

    @CheckedTemplate(basePath = "interfaces")
    static class Templates {
        static native TemplateInstance renumbering(
                Row row, String ipv4, String ipv6, @Nullable Preview preview, FieldErrors errors);
    }

    /// The form; with a preview as soon as it says a range.
    @GET
    public Response show(@RestPath UUID id, @RestQuery @Nullable String ipv4, @RestQuery @Nullable String ipv6) {
        if (ipv4 == null && ipv6 == null) {
            InterfaceForm now = QuarkusTransaction.requiringNew().call(() -> InterfaceForm.of(WgInterface.known(id)));
            return Response.ok(page(id, now.ipv4(), now.ipv6(), null, FieldErrors.none()))
                    .build();
        }
        try {
            var preview = new Preview(RenumberingView.of(moves.preview(id, wish(ipv4, ipv6))));
            return Response.ok(page(id, text(ipv4), text(ipv6), preview, FieldErrors.none()))
                    .build();
        } catch (Rejection e) {
            return again(e, id, ipv4, ipv6);
        }
    }

    @POST
    public Response renumber(@RestPath UUID id, @RestForm @Nullable String ipv4, @RestForm @Nullable String ipv6) {
        try {
            moves.apply(id, wish(ipv4, ipv6), wg -> {});
            return pages.redirect("/interfaces/" + id + "?saved=true");
        } catch (Rejection e) {
            return again(e, id, ipv4, ipv6);
        }
    }

    private Response again(Rejection e, UUID id, @Nullable String ipv4, @Nullable String ipv6) {
        if (e.status() == Response.Status.NOT_FOUND.getStatusCode()) {
            throw e;
        }
        return pages.again(e, page(id, text(ipv4), text(ipv6), null, FieldErrors.of(e, "form")));
    }

    private TemplateInstance page(UUID id, String ipv4, String ipv6, @Nullable Preview preview, FieldErrors errors) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Templates.renumbering(
                        InterfacePages.row(WgInterface.known(id), engines), ipv4, ipv6, preview, errors));
    }

    private static InterfaceMoves.Wish wish(@Nullable String ipv4, @Nullable String ipv6) {
        return wg -> RangesWish.ranges(wg, ipv4, ipv6, new FieldErrors());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
