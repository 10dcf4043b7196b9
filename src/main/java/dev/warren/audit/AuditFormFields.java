package dev.warren.audit;

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
                given(text), given(actor), given(action), given(type), given(subject), given(from), given(until));
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text.strip().replace("\0", "");
    }
}
