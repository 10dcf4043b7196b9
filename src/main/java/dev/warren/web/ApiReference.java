package dev.warren.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The document of the API in an order to be read: what can be done, by subject, and of what the bodies are made.
public record ApiReference(List<Subject> subjects, List<Shape> shapes) {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    /// Operations that belong together.
    public record Subject(String name, String description, List<Operation> operations) {

        public String anchor() {
            return ApiReference.anchor(name);
        }
    }

    /// One method of one address.
    ///
    /// @param body     what its request is made of; null without one
    /// @param answer   what its answer is made of; null without a body
    /// @param statuses what it may be answered with, and what that means
    public record Operation(
            String method,
            String path,
            String summary,
            String description,
            List<Field> parameters,
            @Nullable Type body,
            @Nullable Type answer,
            Map<String, String> statuses) {

        public String anchor() {
            return ApiReference.anchor(method + " " + path);
        }
    }

    /// An object of the API.
    public record Shape(String name, String description, List<Field> fields) {

        public String anchor() {
            return ApiReference.anchor("shape " + name);
        }
    }

    public record Field(String name, Type type, String description) {}

    /// What a value is, in words.
    ///
    /// @param shape the [Shape] that has more about it; null if there is none
    public record Type(String text, @Nullable String shape) {

        public String anchor() {
            return ApiReference.anchor("shape " + shape);
        }
    }

    static ApiReference of(byte[] document, ObjectMapper json) {
        try {
            return of(json.readTree(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApiReference of(JsonNode document) {
        var subjects = new LinkedHashMap<String, List<Operation>>();
        document.path("tags").forEach(tag -> subjects.put(tag.path("name").asText(), new ArrayList<>()));
        document.path("paths")
                .properties()
                .forEach(path -> METHODS.forEach(method -> {
                    var operation = path.getValue().path(method);
                    if (!operation.isMissingNode()) {
                        subjects.computeIfAbsent(operation.at("/tags/0").asText("Other"), _ -> new ArrayList<>())
                                .add(operation(method, path.getKey(), operation, document));
                    }
                }));
        return new ApiReference(subjects(subjects, document), shapes(document));
    }

    private static List<Subject> subjects(Map<String, List<Operation>> operations, JsonNode document) {
        var descriptions = new LinkedHashMap<String, String>();
        document.path("tags")
                .forEach(tag -> descriptions.put(
                        tag.path("name").asText(), tag.path("description").asText()));
        return operations.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry ->
                        new Subject(entry.getKey(), descriptions.getOrDefault(entry.getKey(), ""), entry.getValue()))
                .toList();
    }

    private static Operation operation(String method, String path, JsonNode operation, JsonNode document) {
        var statuses = new LinkedHashMap<String, String>();
        operation.path("responses").properties().forEach(response -> {
            var resolved = resolved(response.getValue(), document);
            statuses.put(response.getKey(), resolved.path("description").asText());
        });
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                operation.path("summary").asText(),
                operation.path("description").asText(),
                parameters(operation, document),
                content(operation.path("requestBody"), document),
                answer(operation, document),
                statuses);
    }

    private static List<Field> parameters(JsonNode operation, JsonNode document) {
        var fields = new ArrayList<Field>();
        for (var reference : operation.path("parameters")) {
            var parameter = resolved(reference, document);
            fields.add(new Field(
                    parameter.path("name").asText(),
                    new Type(parameter.path("in").asText(), null),
                    parameter.path("description").asText()));
        }
        return fields;
    }

    private static @Nullable Type answer(JsonNode operation, JsonNode document) {
        for (var response : operation.path("responses").properties()) {
            if (response.getKey().startsWith("2")) {
                return content(response.getValue(), document);
            }
        }
        return null;
    }

    private static @Nullable Type content(JsonNode body, JsonNode document) {
        for (var media : body.path("content")) {
            return type(media.path("schema"), document);
        }
        return null;
    }

    private static List<Shape> shapes(JsonNode document) {
        var shapes = new ArrayList<Shape>();
        document.at("/components/schemas").properties().forEach(schema -> {
            var fields = new ArrayList<Field>();
            schema.getValue()
                    .path("properties")
                    .properties()
                    .forEach(property -> fields.add(new Field(
                            property.getKey(),
                            type(property.getValue(), document),
                            property.getValue().path("description").asText())));
            if (!fields.isEmpty()) {
                shapes.add(new Shape(
                        schema.getKey(), schema.getValue().path("description").asText(), fields));
            }
        });
        return shapes;
    }

    private static Type type(JsonNode schema, JsonNode document) {
        var reference = reference(schema);
        if (reference != null) {
            var referred = document.path("components").path("schemas").path(reference);
            // What has no fields, such as an identifier or a choice, is told where it is used.
            return referred.path("properties").isEmpty() ? type(referred, document) : new Type(reference, reference);
        }
        var items = schema.path("items");
        if (!items.isMissingNode()) {
            var of = type(items, document);
            return new Type("list of " + of.text(), of.shape());
        }
        if (schema.has("enum")) {
            var values = new ArrayList<String>();
            schema.path("enum").forEach(value -> values.add(value.asText()));
            return new Type(String.join(" | ", values), null);
        }
        var format = schema.path("format").asText();
        return new Type(format.isEmpty() ? kind(schema.path("type")) : format, null);
    }

    /// A type that may also be null is a list of types in OpenAPI 3.1.
    private static String kind(JsonNode type) {
        var kinds = new ArrayList<String>();
        (type.isArray() ? type : List.of(type)).forEach(each -> kinds.add(each.asText()));
        return String.join(" or ", kinds);
    }

    /// The name of the shape that a schema refers to, itself or as one of several possibilities.
    private static @Nullable String reference(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.path("$ref").asText().replace(SCHEMAS, "");
        }
        for (var several : List.of("anyOf", "oneOf", "allOf")) {
            for (var one : schema.path(several)) {
                if (one.has("$ref")) {
                    return reference(one);
                }
            }
        }
        return null;
    }

    private static JsonNode resolved(JsonNode node, JsonNode document) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static String anchor(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("(^-)|(-$)", "");
    }
}
