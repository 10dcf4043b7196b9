package dev.warren.web;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request that Warren refuses, with the HTTP status and a sentence that its author can act on.
///
/// Thrown inside a transaction it rolls the transaction back. The API answers with a [Problem]; a page that shows a
/// form catches it and shows the form again with [#errors()] beside the fields; any other page becomes an error
/// page. The message is for the person who asked and never holds a secret.
public final class Rejection extends RuntimeException {

    private final int status;
    private final transient FieldErrors errors;
    private final @Nullable Duration retryAfter;

    private Rejection(int status, String sentence, FieldErrors errors, @Nullable Duration retryAfter) {
        super(sentence, null, false, false);
        this.status = status;
        this.errors = errors;
        this.retryAfter = retryAfter;
    }

    /// 422: a value can't be used; `sentence` says why and what would do.
    public static Rejection invalid(String field, String sentence) {
        return invalid(new FieldErrors().add(field, sentence));
    }

    /// 422: several values can't be used.
    public static Rejection invalid(FieldErrors errors) {
        var sentences = errors.all();
        var detail = sentences.size() == 1
                ? sentences.values().iterator().next()
                : "%d values can't be used.".formatted(sentences.size());
        return new Rejection(422, detail, errors, null);
    }

    /// 400: the request itself can't be understood.
    public static Rejection malformed(String sentence) {
        return of(400, sentence);
    }

    /// 401: who asks is not known.
    public static Rejection unauthorized(String sentence) {
        return of(401, sentence);
    }

    /// 403: who asks is known and may not do this.
    public static Rejection forbidden(String sentence) {
        return of(403, sentence);
    }

    /// 404: there is no such thing, or whoever asks may not know that there is.
    public static Rejection notFound(String sentence) {
        return of(404, sentence);
    }

    /// 409: what is asked contradicts the present state.
    public static Rejection conflict(String sentence) {
        return of(409, sentence);
    }

    /// 429: asked too often; the answer says when to come back.
    public static Rejection tooMany(String sentence, Duration retryAfter) {
        return new Rejection(429, sentence, FieldErrors.none(), retryAfter);
    }

    /// 503: Warren can't do this now, through no fault of whoever asks.
    public static Rejection unavailable(String sentence) {
        return new Rejection(503, sentence, FieldErrors.none(), Duration.ofSeconds(5));
    }

    /// A refusal with any other status from 400 to 599.
    public static Rejection of(int status, String sentence) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not the status of a refusal: " + status);
        }
        return new Rejection(status, sentence, FieldErrors.none(), null);
    }

    public int status() {
        return status;
    }

    /// The sentence for a person.
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /// What is wrong field by field; empty unless the status is 422.
    public FieldErrors errors() {
        return errors;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
