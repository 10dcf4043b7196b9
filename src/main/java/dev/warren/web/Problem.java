package dev.warren.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/// The body of an API answer that says no: a problem document as in RFC 9457.
///
/// `title` names the status, `detail` is a sentence that a person can act on, and `errors` tells for each refused
/// field why. The type is always `about:blank`, which the RFC lets a document leave out.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String title, int status, String detail, List<Field> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /// A field of the request, as it was named there, and what is wrong with its value.
    public record Field(String field, String detail) {}

    static Problem of(Rejection rejection, Language language) {
        return new Problem(
                title(rejection.status()),
                rejection.status(),
                Sentences.in(language, rejection.sentence()),
                rejection.errors().problems(language));
    }

    static String title(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
