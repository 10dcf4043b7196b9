package dev.warren.web;

import org.jspecify.annotations.Nullable;

/// A text in a query that narrows a list down: without blanks around it, and without the character 0, which no text
/// of PostgreSQL can hold.
public final class QueryText {

    private QueryText() {}

    /// Empty if nothing was given.
    public static String of(@Nullable String given) {
        return given == null ? "" : given.strip().replace("\0", "");
    }

    /// Null if nothing was given.
    public static @Nullable String orNull(@Nullable String given) {
        var text = of(given);
        return text.isEmpty() ? null : text;
    }
}
