package dev.warren.interfaces;

import org.hibernate.exception.ConstraintViolationException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The constraint that a refused write has met. PostgreSQL names every kind of them; Hibernate reads the names of some.
public final class Constraint {

    private Constraint() {}

    /// Its name; empty if the database did not say.
    public static String metBy(ConstraintViolationException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException sql) {
                ServerErrorMessage message = sql.getServerErrorMessage();
                String name = message == null ? null : message.getConstraint();
                return name == null ? "" : name;
            }
        }
        return "";
    }
}
