package dev.warren.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The JSON object of a request that changes something, as in RFC 7396: what is absent stays as it is, and null takes a
/// value away.
///
/// Every reader takes the present value and returns the one to be. A value of the wrong type is noted in [#errors], to
/// which the caller adds what else is wrong before calling [FieldErrors#reject]:
///
/// ```java
/// var patch = Patch.of(body, "name", "mtu");
/// var name = patch.text("name", peer.name());
/// var mtu = patch.optionalNumber("mtu", peer.mtu());
/// patch.errors().reject();
/// ```
public final class Patch {

    private final JsonNode body;
    private final FieldErrors errors = new FieldErrors();

    private Patch(JsonNode body) {
        this.body = body;
    }

    /// Reads a body. Throws a [Rejection]: 400 if it is no object, 422 if it has a field that is none of `fields`.
    public static Patch of(@Nullable JsonNode body, String... fields) {
        if (body == null || !body.isObject()) {
            throw Rejection.malformed("The body has to be a JSON object.");
        }
        var unknown = new FieldErrors();
        var known = Arrays.asList(fields);
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown.add(name, unknownField(known));
            }
        });
        unknown.reject();
        return new Patch(body);
    }

    static String unknownField(Iterable<String> known) {
        return "There is no such field here. There are: %s.".formatted(String.join(", ", known));
    }

    /// What was found wrong so far.
    public FieldErrors errors() {
        return errors;
    }

    /// Whether the body says anything about a field, and be it null.
    public boolean has(String field) {
        return body.has(field);
    }

    public boolean isNull(String field) {
        return body.has(field) && body.get(field).isNull();
    }

    /// The text of a field that can't be without; surrounding space is left out.
    public String text(String field, String present) {
        return required(field, present, optionalText(field, present));
    }

    public @Nullable String optionalText(String field, @Nullable String present) {
        return read(
                field,
                present,
                "a text",
                value -> value.isTextual() ? value.textValue().strip() : null);
    }

    /// A text taken as it is, for what no space may be cut from.
    public @Nullable String verbatim(String field) {
        return read(field, null, "a text", value -> value.isTextual() ? value.textValue() : null);
    }

    /// The whole number of a field that can't be without.
    public long number(String field, long present) {
        return required(field, present, optionalLong(field, present));
    }

    public @Nullable Integer optionalNumber(String field, @Nullable Integer present) {
        return read(
                field,
                present,
                "a whole number",
                value -> value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : null);
    }

    public @Nullable Long optionalLong(String field, @Nullable Long present) {
        return read(
                field,
                present,
                "a whole number",
                value -> value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null);
    }

    public boolean bool(String field, boolean present) {
        return required(field, present, optionalBool(field, present));
    }

    public @Nullable Boolean optionalBool(String field, @Nullable Boolean present) {
        return read(field, present, "true or false", value -> value.isBoolean() ? value.booleanValue() : null);
    }

    /// The texts of a field that can't be without a list; the list may be empty.
    public List<String> list(String field, List<String> present) {
        return required(field, present, optionalList(field, present));
    }

    public @Nullable List<String> optionalList(String field, @Nullable List<String> present) {
        return read(field, present, "a list of texts", Patch::texts);
    }

    /// A moment with its offset from UTC: `2026-12-31T23:00:00Z`.
    public @Nullable Instant optionalTime(String field, @Nullable Instant present) {
        return read(field, present, "a time like 2026-12-31T23:00:00Z", Patch::time);
    }

    /// What a field holds that is an object or a list of objects; null if it is absent or null.
    public @Nullable JsonNode node(String field) {
        return body.hasNonNull(field) ? body.get(field) : null;
    }

    private <T> @Nullable T read(
            String field, @Nullable T present, String kind, Function<JsonNode, @Nullable T> value) {
        if (!body.has(field)) {
            return present;
        }
        var node = body.get(field);
        if (node.isNull()) {
            return null;
        }
        var read = value.apply(node);
        if (read == null || hasNul(node)) {
            errors.add(field, "This has to be %s.".formatted(kind));
            return present;
        }
        return read;
    }

    /// The one character that PostgreSQL keeps in no text.
    private static boolean hasNul(JsonNode node) {
        return node.isTextual()
                ? node.textValue().indexOf('\0') >= 0
                : node.valueStream().anyMatch(Patch::hasNul);
    }

    private <T> T required(String field, T present, @Nullable T read) {
        if (read == null) {
            errors.add(field, "This can't be null.");
            return present;
        }
        return read;
    }

    private static @Nullable List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return null;
        }
        var texts = new ArrayList<String>();
        for (var element : value) {
            if (!element.isTextual()) {
                return null;
            }
            texts.add(element.textValue().strip());
        }
        return List.copyOf(texts);
    }

    private static @Nullable Instant time(JsonNode value) {
        try {
            return value.isTextual() ? OffsetDateTime.parse(value.textValue()).toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
