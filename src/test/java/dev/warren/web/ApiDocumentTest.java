package dev.warren.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `/q/openapi` says of the API.
@QuarkusTest
class ApiDocumentTest {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    @Test
    void it_has_the_api_and_nothing_else() throws IOException {
        for (var path : document().path("paths").properties()) {
            assertTrue(path.getKey().startsWith("/api/v1/"), path.getKey());
        }
    }

    @Test
    void every_operation_has_a_summary_a_subject_and_what_may_refuse_it() throws IOException {
        var poor = new ArrayList<String>();
        for (var path : document().path("paths").properties()) {
            for (var method : METHODS) {
                var operation = path.getValue().path(method);
                if (!operation.isMissingNode()
                        && (operation.path("summary").asText().isEmpty()
                                || operation.path("tags").isEmpty()
                                || !operation.path("responses").has("401"))) {
                    poor.add(method + " " + path.getKey());
                }
            }
        }
        assertEquals(List.of(), poor);
    }

    @Test
    void it_says_how_to_sign_in_and_what_a_problem_looks_like() throws IOException {
        var components = document().path("components");
        assertEquals("bearer", components.at("/securitySchemes/token/scheme").asText());
        assertEquals("basic", components.at("/securitySchemes/password/scheme").asText());
        assertTrue(components.at("/schemas/Problem/properties").has("errors"));
        assertTrue(components
                .at("/responses/INVALID/content/application~1problem+json")
                .has("example"));
    }

    @Test
    void it_can_be_read_as_a_model_without_loose_ends() throws IOException {
        var reference = ApiReference.of(document());
        assertTrue(reference.subjects().size() > 3);
        var users = reference.subjects().stream()
                .filter(subject -> subject.name().equals("Users"))
                .findFirst()
                .orElseThrow();
        var create = users.operations().stream()
                .filter(operation ->
                        operation.method().equals("POST") && operation.path().equals("/api/v1/users"))
                .findFirst()
                .orElseThrow();
        assertEquals("NewUser", create.body().text());
        assertEquals("User", create.answer().text());
        assertTrue(create.statuses().containsKey("422"));
        assertTrue(create.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("Idempotency-Key")));
        var names = reference.shapes().stream().map(ApiReference.Shape::name).toList();
        for (var shape : reference.shapes()) {
            for (var field : shape.fields()) {
                var to = field.type().shape();
                assertTrue(to == null || names.contains(to), () -> shape.name() + "." + field.name() + " → " + to);
            }
        }
    }

    @Test
    void an_address_or_method_that_the_api_does_not_have_is_a_problem_document() {
        given().get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("status", equalTo(404));
        given().accept("text/html")
                .get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().get("/reference").then().statusCode(401).body("detail", containsString("Sign in"));
    }

    private static JsonNode document() throws IOException {
        var answer = given().accept("application/json").get("/q/openapi");
        answer.then().statusCode(200);
        return new ObjectMapper().readTree(answer.asString());
    }
}
