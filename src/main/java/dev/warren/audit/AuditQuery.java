package dev.warren.audit;

import dev.warren.web.FieldErrors;
import dev.warren.web.QueryText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The query of a request for the audit log, beside `q`.
public class AuditQuery {

    @RestQuery
    @Parameter(description = "only what this user did: a name or id", example = "anna")
    @Nullable String actor;

    @RestQuery
    @Parameter(description = "only this action, or those that begin so", example = "peer.")
    @Nullable String action;

    @RestQuery
    @Parameter(description = "only what was done to this kind of thing", example = "peer")
    @Nullable String subjectType;

    @RestQuery
    @Parameter(description = "only what was done to this: an id or name")
    @Nullable String subject;

    @RestQuery
    @Parameter(description = "the first moment", example = "2026-01-01T00:00:00Z")
    @Nullable String from;

    @RestQuery
    @Parameter(description = "the moment after the last")
    @Nullable String until;

    /// Throws a [dev.warren.web.Rejection] for a moment that is none.
    AuditFilter filter(@Nullable String text) {
        var errors = new FieldErrors();
        var first = errors.check("from", () -> moment(from));
        var last = errors.check("until", () -> moment(until));
        errors.reject();
        return new AuditFilter(
                QueryText.orNull(text),
                QueryText.orNull(actor),
                QueryText.orNull(action),
                QueryText.orNull(subjectType),
                QueryText.orNull(subject),
                first,
                last);
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            return text == null || text.isBlank()
                    ? null
                    : OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("This has to be a time like 2026-12-31T23:00:00Z.", e);
        }
    }
}
