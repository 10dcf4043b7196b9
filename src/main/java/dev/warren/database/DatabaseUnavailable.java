package dev.warren.database;

import org.jspecify.annotations.Nullable;

/// There is no database to work with. The message is for the person who starts Warren: it names the thing that is
/// wrong and the remedy, in words that need no stack trace.
public final class DatabaseUnavailable extends RuntimeException {

    DatabaseUnavailable(String message) {
        super(message);
    }

    DatabaseUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
