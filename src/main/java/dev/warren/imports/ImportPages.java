package dev.warren.imports;

import dev.warren.accounts.Roles;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// An interface of another program, looked at before it is made.
@Path("/interfaces/import")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class ImportPages {

    private final ServerImport imports;
    private final Pages pages;

    ImportPages(ServerImport imports, Pages pages) {
        this.imports = imports;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "imports")
    static class Templates {
        static native TemplateInstance form(String text, FieldErrors errors);

        static native TemplateInstance preview(Preview preview, String text);
    }

    @GET
    public TemplateInstance form() {
        return Templates.form("", FieldErrors.none());
    }

    /// Says what would become of the file; makes nothing.
    @POST
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response examine(
            @RestForm @Nullable String text,
            @RestForm @Nullable FileUpload file,
            @RestForm @Nullable String name,
            @RestForm @Nullable String listenPort,
            @RestForm @Nullable String endpoint) {
        String typed = text == null ? "" : text;
        try {
            String read = file == null || file.size() == 0 ? typed : read(file);
            if (read.isBlank()) {
                throw Rejection.invalid("text", "Choose a file, or paste what it says.");
            }
            return shown(imports.examine(new Wish(read, name, listenPort, endpoint)), read);
        } catch (Rejection e) {
            return pages.again(e, Templates.form(typed, FieldErrors.of(e, "text")));
        }
    }

    @POST
    @Path("confirmation")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response make(
            @RestForm @Nullable String text,
            @RestForm @Nullable String name,
            @RestForm @Nullable String listenPort,
            @RestForm @Nullable String endpoint) {
        var wish = new Wish(text == null ? "" : text, name, listenPort, endpoint);
        try {
            return pages.redirect("/interfaces/" + imports.adopt(wish).id());
        } catch (Rejection e) {
            Preview preview = imports.examine(wish);
            if (preview.isPossible()) {
                // The engine refuses, or somebody else was faster: the file can't say so.
                FieldErrors.of(e, "name").all().forEach(preview.errors()::add);
            }
            return shown(preview, wish.text());
        }
    }

    private Response shown(Preview preview, String text) {
        return Response.status(preview.isPossible() ? 200 : 422)
                .entity(Templates.preview(preview, text))
                .build();
    }

    private static String read(FileUpload file) {
        try {
            return Files.readString(file.uploadedFile());
        } catch (IOException e) {
            throw Rejection.invalid("text", "The file is no text in UTF-8.");
        }
    }
}
