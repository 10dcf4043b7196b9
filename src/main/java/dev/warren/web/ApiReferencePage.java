package dev.warren.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/// The API for people to read: what `/q/openapi` says, as a page that needs no script.
@Path("/reference")
@Authenticated
@RunOnVirtualThread
class ApiReferencePage {

    private final OpenApiDocumentService documents;
    private final ObjectMapper json;
    private final Visitors visitors;
    private volatile @Nullable ApiReference reference;

    ApiReferencePage(OpenApiDocumentService documents, ObjectMapper json, Visitors visitors) {
        this.documents = documents;
        this.json = json;
        this.visitors = visitors;
    }

    @CheckedTemplate(basePath = "web")
    static class Templates {
        static native TemplateInstance reference(ApiReference reference, String root);
    }

    @GET
    public TemplateInstance show(RoutingContext context) {
        return Templates.reference(reference(), visitors.of(context).url(""));
    }

    private ApiReference reference() {
        var known = reference;
        if (known == null) {
            known = ApiReference.of(documents.getDocument("<default>", Format.JSON), json);
            reference = known;
        }
        return known;
    }
}
