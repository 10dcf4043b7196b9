package dev.warren.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// What `/q/openapi` says beside the resources themselves: only the API, how to sign in, and what a refusal looks like.
/// It is put together by the build.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    static final String ROOT = "/api/v1/";

    private static final String PROBLEM = "Problem";
    private static final String TOKEN = "token";
    private static final String PASSWORD = "password";
    private static final String SESSION = "session";

    /// What may refuse an operation, by status, and for which operations that is worth saying.
    private enum Refused {
        UNREADABLE("400", "The request can't be understood.") {
            @Override
            boolean possible(String path, PathItem.HttpMethod method, Operation operation) {
                return operation.getRequestBody() != null;
            }
        },
        STRANGER("401", "Who asks is not known: the token, session or password is missing or not valid."),
        FORBIDDEN("403", "Who asks may not do this: the role, or the scope of the token, does not reach so far."),
        NOT_FOUND("404", "There is no such thing, or it is somebody else's.") {
            @Override
            boolean possible(String path, PathItem.HttpMethod method, Operation operation) {
                return path.contains("{");
            }
        },
        CHANGED("412", "It is no longer what `If-Match` says.") {
            @Override
            boolean possible(String path, PathItem.HttpMethod method, Operation operation) {
                return has(operation, "If-Match");
            }
        },
        INVALID("422", "A value can't be used; `errors` says which one, and why.") {
            @Override
            boolean possible(String path, PathItem.HttpMethod method, Operation operation) {
                return operation.getRequestBody() != null || has(operation, "limit");
            }
        };

        final String status;
        final String sentence;

        Refused(String status, String sentence) {
            this.status = status;
            this.sentence = sentence;
        }

        boolean possible(String path, PathItem.HttpMethod method, Operation operation) {
            return true;
        }

        private static boolean has(Operation operation, String parameter) {
            return operation.getParameters() != null
                    && operation.getParameters().stream().anyMatch(each -> parameter.equals(each.getName()));
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        for (var path : List.copyOf(document.getPaths().getPathItems().keySet())) {
            if (!path.startsWith(ROOT)) {
                document.getPaths().removePathItem(path);
            }
        }
        components(document);
        document.setSecurity(new ArrayList<>(List.of(
                OASFactory.createSecurityRequirement().addScheme(TOKEN),
                OASFactory.createSecurityRequirement().addScheme(PASSWORD),
                OASFactory.createSecurityRequirement().addScheme(SESSION))));
        document.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((method, operation) -> complete(path, method, operation)));
    }

    private static void components(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        var components = document.getComponents();
        components.addSecurityScheme(
                TOKEN,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("An API token: made on the account page or by `POST /api/v1/account/tokens`."));
        components.addSecurityScheme(
                PASSWORD,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("User name and password; refused for an account with a second factor."));
        components.addSecurityScheme(
                SESSION,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("warren_session")
                        .description("What a browser has after its sign-in."));
        components.addSchema(PROBLEM, problem());
        for (var refused : Refused.values()) {
            components.addResponse(refused.name(), response(refused));
        }
    }

    private static Schema problem() {
        var field = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("field", text("the field, as the request named it"))
                .addProperty("detail", text("what is wrong with its value"));
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("A problem document (RFC 9457).")
                .addProperty("title", text("the status in words"))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text("a sentence that a person can act on"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(field));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }

    private static APIResponse response(Refused refused) {
        var example = Map.of(
                "title", Problem.title(Integer.parseInt(refused.status)),
                "status", Integer.parseInt(refused.status),
                "detail", refused.sentence);
        var type = OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref(PROBLEM))
                .example(example);
        return OASFactory.createAPIResponse()
                .description(refused.sentence)
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, type));
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        for (var refused : Refused.values()) {
            if (refused.possible(path, method, operation)) {
                operation
                        .getResponses()
                        .addAPIResponse(
                                refused.status, OASFactory.createAPIResponse().ref(refused.name()));
            }
        }
    }
}
