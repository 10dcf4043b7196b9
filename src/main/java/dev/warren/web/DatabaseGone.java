package dev.warren.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognizes the failures that mean: the database can't be reached now, and the same request may work in a while.
public final class DatabaseGone {

    /// Tunnels don't need the database, and people should know.
    private static final Rejection REJECTION = Rejection.unavailable(
            "The database does not answer. Tunnels go on; changes have to wait until it is back.");

    private static final Rejection DISK_FULL = Rejection.unavailable(
            "The disk of the database is full. Tunnels go on; changes have to wait until somebody makes room on it.");

    private static final String UNEXPECTED_STATE = "99999";
    private static final String DISK_FULL_STATE = "53100";

    private DatabaseGone() {}

    /// What to say about a failure that [#causes] recognized.
    public static Rejection rejection(Throwable failure) {
        var cause = find(failure);
        return cause != null && DISK_FULL_STATE.equals(cause.getSQLState()) ? DISK_FULL : REJECTION;
    }

    public static boolean causes(Throwable failure) {
        return find(failure) != null;
    }

    static String reason(Throwable failure) {
        var cause = find(failure);
        return String.valueOf((cause == null ? failure : cause).getMessage());
    }

    /// Looks at causes and at what was suppressed alike: a transaction that could not be committed names the
    /// connection's failure only beneath a suppressed one.
    private static @Nullable SQLException find(Throwable failure) {
        return find(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static @Nullable SQLException find(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return null;
        }
        if (failure instanceof SQLException sql && isConnection(sql)) {
            return sql;
        }
        for (var suppressed : failure.getSuppressed()) {
            var found = find(suppressed, seen);
            if (found != null) {
                return found;
            }
        }
        return find(failure.getCause(), seen);
    }

    /// SQLSTATE classes 08 (connection), 53 (out of resources) and 57P (shutting down or starting), and the pool's
    /// own refusal, which has no state.
    private static boolean isConnection(SQLException e) {
        var state = e.getSQLState();
        if (state == null) {
            return e instanceof SQLTransientConnectionException
                    || String.valueOf(e.getMessage()).contains("cquisition timeout");
        }
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || isGivenUp(e);
    }

    /// The pool gave up a connection that the driver was about to make: it calls that an unexpected error.
    private static boolean isGivenUp(SQLException e) {
        return UNEXPECTED_STATE.equals(e.getSQLState())
                && e.getCause() != null
                && String.valueOf(e.getCause().getMessage()).contains("attempting to connect");
    }
}
