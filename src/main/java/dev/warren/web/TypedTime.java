package dev.warren.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A moment in a filter's field of a page, in UTC and as a browser writes it: `2026-11-21T17:40`.
public final class TypedTime {

    private TypedTime() {}

    /// The moment that `text` is; null if it is empty.
    ///
    /// @throws IllegalArgumentException with a sentence for what is none
    public static @Nullable Instant utc(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("This has to be a time like 2026-12-31T23:00.", e);
        }
    }
}
