package dev.warren.peers;

import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;

/// What a form says about a refusal: at the fields, or above them all.
final class PageErrors {

    /// The field that stands for the whole form.
    static final String FORM = "form";

    private PageErrors() {}

    static FieldErrors of(Rejection rejection) {
        return rejection.errors().isEmpty() ? new FieldErrors().add(FORM, rejection.sentence()) : rejection.errors();
    }
}
