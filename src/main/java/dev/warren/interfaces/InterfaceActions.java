package dev.warren.interfaces;

import dev.warren.accounts.Roles;
import dev.warren.engine.key.PrivateKey;
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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What is done to an interface with a button. What can't be taken back is asked about first.
@Path("/interfaces/{id}")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class InterfaceActions {

    private final InterfaceChanges changes;
    private final EngineRunner engines;
    private final Pages pages;

    InterfaceActions(InterfaceChanges changes, EngineRunner engines, Pages pages) {
        this.changes = changes;
        this.engines = engines;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "interfaces")
    static class Templates {
        static native TemplateInstance deletion(Row row, FieldErrors errors);

        static native TemplateInstance rotation(Row row, FieldErrors errors);
    }

    @POST
    @Path("activation")
    public Response activate(@RestPath UUID id, @RestForm boolean enabled) {
        changes.enable(id, enabled, wg -> {});
        return pages.redirect("/interfaces/" + id);
    }

    /// Down and up again, with all that goes with it.
    @POST
    @Path("restart")
    public Response restart(@RestPath UUID id) {
        changes.restart(id);
        return pages.redirect("/interfaces/" + id);
    }

    @GET
    @Path("deletion")
    public TemplateInstance confirmDeletion(@RestPath UUID id) {
        return Templates.deletion(row(id), FieldErrors.none());
    }

    @POST
    @Path("deletion")
    public Response delete(@RestPath UUID id, @RestForm @Nullable String confirm) {
        try {
            changes.delete(id, confirm == null ? null : confirm.strip(), wg -> {});
            return pages.redirect("/interfaces");
        } catch (Rejection e) {
            if (e.status() != Response.Status.CONFLICT.getStatusCode()) {
                throw e;
            }
            return pages.again(e, Templates.deletion(row(id), new FieldErrors().add("confirm", e.sentence())));
        }
    }

    @GET
    @Path("key-rotation")
    public TemplateInstance confirmRotation(@RestPath UUID id) {
        return Templates.rotation(row(id), FieldErrors.none());
    }

    @POST
    @Path("key-rotation")
    public Response rotate(@RestPath UUID id, @RestForm @Nullable String privateKey) {
        try {
            changes.replaceKey(id, key(privateKey), wg -> {});
            return pages.redirect("/interfaces/" + id + "?saved=true");
        } catch (Rejection e) {
            if (e.errors().isEmpty()) {
                throw e;
            }
            return pages.again(e, Templates.rotation(row(id), e.errors()));
        }
    }

    private static @Nullable PrivateKey key(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return PrivateKey.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid("privateKey", "A key is 32 bytes in base64, as `wg genkey` prints it.");
        }
    }

    private Row row(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> InterfacePages.row(WgInterface.known(id), engines));
    }
}
