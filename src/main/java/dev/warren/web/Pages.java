package dev.warren.web;

import io.quarkus.arc.Arc;
import io.quarkus.qute.TemplateGlobal;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/// The answers that pages give beside a template of their own.
///
/// Every link of a template begins with `{base}`, as in `<a href="{base}/peers">`, so that Warren works under a
/// sub-path.
@Singleton
public class Pages {

    private final Visitors visitors;

    Pages(Visitors visitors) {
        this.visitors = visitors;
    }

    /// After a change: the browser goes on to `path`, which begins with a slash. Reloading there repeats nothing.
    public Response redirect(String path) {
        // A Location without host is right behind any proxy; JAX-RS' seeOther would add what it takes for the host.
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", path(path))
                .build();
    }

    /// A path of Warren, which begins with a slash, as the visitor has to ask for it.
    public String path(String path) {
        return base() + path;
    }

    /// The form once more, with what was typed and what is wrong with it.
    public Response invalid(TemplateInstance form) {
        return again(422, form);
    }

    /// The form once more, with the status of `rejection`.
    public Response again(Rejection rejection, TemplateInstance form) {
        return again(rejection.status(), form);
    }

    private static Response again(int status, TemplateInstance form) {
        return Response.status(status).entity(form).build();
    }

    private String base() {
        return visitors.current().map(Visitor::base).orElse("");
    }

    /// Functions that templates know by name.
    @TemplateGlobal
    static class Globals {

        private Globals() {}

        static String base() {
            return Arc.container().instance(Pages.class).get().base();
        }
    }
}
