package dev.warren.audit;

import dev.warren.web.QueryText;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What the page of the audit log is asked for, beside `q`.
public class AuditFormFields {

    @RestQuery
    @Nullable String actor;

    @RestQuery
    @Nullable String action;

    @RestQuery
    @Nullable String type;

    @RestQuery
    @Nullable String subject;

    @RestQuery
    @Nullable String from;

    @RestQuery
    @Nullable String until;

    AuditForm form(@Nullable String text) {
        return AuditForm.of(
                QueryText.of(text),
                QueryText.of(actor),
                QueryText.of(action),
                QueryText.of(type),
                QueryText.of(subject),
                QueryText.of(from),
                QueryText.of(until));
    }
}
