package dev.warren.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/// Says no in the form that fits who asked: a page for a browser, a [Problem] for a program.
@Singleton
public class ErrorAnswers {

    private final ObjectMapper json;

    ErrorAnswers(ObjectMapper json) {
        this.json = json;
    }

    @CheckedTemplate(basePath = "web")
    static class Templates {
        static native TemplateInstance error(int status, String title, String sentence);
    }

    /// Whether the request is a person's who reads pages, and not a program's.
    public static boolean wantsPage(HttpServerRequest request) {
        var accept = request.getHeader("Accept");
        return !isForPrograms(request) && accept != null && accept.contains("text/html");
    }

    private static boolean isForPrograms(HttpServerRequest request) {
        var path = request.path();
        return path == null || path.startsWith("/api/") || path.startsWith("/metrics/") || path.startsWith("/q/");
    }

    /// The answer for a resource or an exception mapper to return.
    public Response response(RoutingContext context, Rejection rejection) {
        var page = wantsPage(context.request());
        var response = Response.status(rejection.status())
                .type(page ? "text/html;charset=UTF-8" : Problem.MEDIA_TYPE)
                .entity(page ? page(rejection) : document(rejection, context));
        rejection.retryAfter().ifPresent(wait -> response.header("Retry-After", wait.toSeconds()));
        return response.build();
    }

    /// Ends the request with the answer, for what stands before the resources.
    public void write(RoutingContext context, Rejection rejection) {
        var page = wantsPage(context.request());
        var response = context.response()
                .setStatusCode(rejection.status())
                .putHeader("Content-Type", page ? "text/html;charset=UTF-8" : Problem.MEDIA_TYPE);
        rejection.retryAfter().ifPresent(wait -> response.putHeader("Retry-After", String.valueOf(wait.toSeconds())));
        response.end(page ? pageOutsideOfResources(context, rejection) : document(rejection, context));
    }

    /// The layout asks request-scoped beans, which nobody has made ready before a resource is found.
    private static String pageOutsideOfResources(RoutingContext context, Rejection rejection) {
        var scope = Arc.container().requestContext();
        if (scope.isActive()) {
            return page(rejection);
        }
        scope.activate();
        try {
            Arc.container().instance(CurrentVertxRequest.class).get().setCurrent(context);
            return page(rejection);
        } finally {
            scope.terminate();
        }
    }

    private static String page(Rejection rejection) {
        return Templates.error(rejection.status(), Problem.title(rejection.status()), rejection.sentence())
                .render();
    }

    /// A script of a page shows it to whoever reads the page.
    private String document(Rejection rejection, RoutingContext context) {
        var language = isForPrograms(context.request()) ? Language.EN : Languages.of(context);
        try {
            return json.writeValueAsString(Problem.of(rejection, language));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a problem is text and numbers", e);
        }
    }
}
