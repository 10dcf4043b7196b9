package dev.warren.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is wrong with a form or request body, one sentence for each field, in the order it was found.
///
/// A change is checked whole before anything is written, so that its author gets to know all that is wrong at once:
///
/// ```java
/// var errors = new FieldErrors();
/// var prefix = errors.check("ipv4", () -> IpPrefix.parse(form.ipv4));
/// errors.reject();
/// ```
public final class FieldErrors {

    private final Map<String, String> sentences = new LinkedHashMap<>();

    /// No errors, for a form that is shown for the first time.
    public static FieldErrors none() {
        return new FieldErrors();
    }

    /// What a refusal says field by field; and if it speaks of none, its sentence at `field`.
    public static FieldErrors of(Rejection refused, String field) {
        return refused.errors().isEmpty() ? new FieldErrors().add(field, refused.sentence()) : refused.errors();
    }

    /// Notes what is wrong with `field`. The first sentence about a field stays.
    public FieldErrors add(String field, String sentence) {
        sentences.putIfAbsent(field, sentence);
        return this;
    }

    /// Returns what `parse` returns, or null after noting the message of its [IllegalArgumentException] for
    /// `field`.
    public <T> @Nullable T check(String field, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            add(field, e.getMessage() == null ? "This value can't be used." : e.getMessage());
            return null;
        }
    }

    /// The sentence for `field`, or null if nothing is wrong with it.
    public @Nullable String of(String field) {
        return sentences.get(field);
    }

    public boolean has(String field) {
        return sentences.containsKey(field);
    }

    public boolean isEmpty() {
        return sentences.isEmpty();
    }

    public Map<String, String> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(sentences));
    }

    /// Throws a [Rejection] with status 422 if anything was noted.
    public void reject() {
        if (!isEmpty()) {
            throw Rejection.invalid(this);
        }
    }

    List<Problem.Field> problems(Language language) {
        var problems = new ArrayList<Problem.Field>();
        sentences.forEach(
                (field, sentence) -> problems.add(new Problem.Field(field, Sentences.in(language, sentence))));
        return problems;
    }

    @Override
    public String toString() {
        return sentences.toString();
    }
}
